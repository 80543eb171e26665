public import RecurrentNetwork

/// What scores the next token of several sequences at once, one token at a time.
public protocol NextTokenModel: ~Copyable {
  /// Rows, B.
  var batchSize: Int { get }

  /// Distinct tokens, V.
  var vocabularySize: Int { get }

  /// Forgets the sequence of one row.
  mutating func reset(row: Int)

  /// Reads one token per row and writes the scores of the next ones.
  ///
  /// A row's scores depend on its own tokens only.
  ///
  /// - Parameters:
  ///   - tokens: Tokens, `(B)`.
  ///   - logits: Receives the scores, `(B, V)`, row-major.
  mutating func step(_ tokens: [Int32], into logits: inout [Float]) throws(NetworkError)
}

extension InferenceSession: NextTokenModel {
  public mutating func reset(row: Int) { resetState(row: row) }

  public mutating func step(
    _ tokens: [Int32], into logits: inout [Float]
  ) throws(NetworkError) {
    precondition(logits.count == batchSize * vocabularySize, "\(logits.count) scores")
    try step(tokens) { scores in
      for index in scores.indices { logits[index] = scores[index] }
    }
  }
}
