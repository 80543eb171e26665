/// Tokens in a buffer.
@safe struct UnsafeTokens {
  private let buffer: Buffer

  init(_ buffer: Buffer) {
    self.buffer = buffer
  }

  var pointer: UnsafeMutablePointer<Int32> {
    unsafe buffer.bytes.assumingMemoryBound(to: Int32.self)
  }

  /// Copies tokens in.
  func store(_ tokens: [Int32]) {
    precondition(tokens.count * MemoryLayout<Int32>.stride <= buffer.byteCount)
    for index in tokens.indices { unsafe pointer[index] = tokens[index] }
  }
}

/// What is read at each position of a batch, in a buffer: K inputs side by side.
@safe struct UnsafeInputs {
  private let tokens: UnsafeTokens

  /// Inputs of a position, K.
  let perToken: Int

  /// The position that is counted as 0.
  private var start = 0

  init(tokens: UnsafeTokens, perToken: Int) {
    self.tokens = tokens
    self.perToken = perToken
  }

  /// The same inputs, counted from a later position.
  func from(_ position: Int) -> UnsafeInputs {
    var later = self
    later.start += position
    return later
  }

  /// One of the inputs of a position.
  @inline(__always)
  subscript(position: Int, place: Int) -> Int {
    unsafe Int(tokens.pointer[(start + position) * perToken + place])
  }

  /// Copies inputs `(N, K)` in.
  func store(_ inputs: [Int32]) {
    tokens.store(inputs)
  }
}
