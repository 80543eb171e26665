/// Looking up token vectors, and adding up their gradients.
enum EmbeddingLookup {
  /// Sums the vectors of the inputs at each position.
  ///
  /// - Parameters:
  ///   - table: Vectors of the inputs, `(…, E)`.
  ///   - inputs: Inputs, `(N, K)`.
  ///   - vectors: Receives `(N, E)`.
  @unsafe static func gather<Element: Activation>(
    _ table: UnsafePointer<Float>, _ inputs: UnsafeInputs,
    to vectors: UnsafeMutablePointer<Element>, count: Int, width: Int, team: ThreadTeam
  ) {
    team.forEachShare(of: count, grain: 64) { share in
      for row in share {
        let first = unsafe table + inputs[row, 0] * width
        let target = unsafe vectors + row * width
        for column in 0..<width { unsafe target[column] = Element(first[column]) }
        for place in 1..<inputs.perToken {
          let source = unsafe table + inputs[row, place] * width
          for column in 0..<width {
            unsafe target[column] = Element(target[column].float + source[column])
          }
        }
      }
    }
  }

  /// Adds the gradient at each position to those of its inputs' vectors.
  ///
  /// Threads share the columns, so each sum has the same order on any number of threads.
  @unsafe static func scatter<Element: Activation>(
    _ gradients: UnsafePointer<Element>, _ inputs: UnsafeInputs,
    to table: UnsafeMutablePointer<Float>, count: Int, width: Int, team: ThreadTeam
  ) {
    team.forEachShare(of: width, grain: 16) { columns in
      for row in 0..<count {
        let source = unsafe gradients + row * width
        for place in 0..<inputs.perToken {
          let target = unsafe table + inputs[row, place] * width
          for column in columns { unsafe target[column] += source[column].float }
        }
      }
    }
  }
}
