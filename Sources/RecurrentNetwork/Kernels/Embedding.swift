/// Looking up token vectors, and adding up their gradients.
enum EmbeddingLookup {
  /// Copies the vector of each token.
  ///
  /// - Parameters:
  ///   - table: Token vectors, `(V, E)`.
  ///   - tokens: Tokens, `(N)`.
  ///   - vectors: Receives `(N, E)`.
  @unsafe static func gather<Element: Activation>(
    _ table: UnsafePointer<Float>, _ tokens: UnsafePointer<Int32>,
    to vectors: UnsafeMutablePointer<Element>, count: Int, width: Int, team: ThreadTeam
  ) {
    team.forEachShare(of: count, grain: 64) { share in
      for row in share {
        let source = unsafe table + Int(tokens[row]) * width
        let target = unsafe vectors + row * width
        for column in 0..<width { unsafe target[column] = Element(source[column]) }
      }
    }
  }

  /// Adds the gradient of each vector to its token's.
  ///
  /// Threads share the columns, so each sum has the same order on any number of threads.
  @unsafe static func scatter<Element: Activation>(
    _ gradients: UnsafePointer<Element>, _ tokens: UnsafePointer<Int32>,
    to table: UnsafeMutablePointer<Float>, count: Int, width: Int, team: ThreadTeam
  ) {
    team.forEachShare(of: width, grain: 16) { columns in
      for row in 0..<count {
        let source = unsafe gradients + row * width
        let target = unsafe table + Int(tokens[row]) * width
        for column in columns { unsafe target[column] += source[column].float }
      }
    }
  }
}
