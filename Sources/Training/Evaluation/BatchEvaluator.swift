import RecurrentNetwork

/// Measures a fixed set of sequences again and again with a trainer's weights of the moment.
///
/// States are not carried from one measured batch to the next, so a sequence is read in one piece.
/// One of more than ``longestPiece`` targets is cut, and the network starts anew in each piece:
/// memory stays bounded, and the loss can only turn out a little too high.
struct BatchEvaluator {
  private let batches: [TokenBatch]
  private let tunes: Int

  /// Targets of a piece, at most.
  static let longestPiece = 8192

  /// Time steps times rows of a batch of several rows, at most.
  private static let mostPositions = 4096

  /// Time steps times rows over all batches.
  let positions: Int

  init(_ sequences: [[Int32]], batchSize: Int) {
    let pieces = sequences.flatMap(Self.pieces)
    let batcher = Batcher(
      pieces, batchSize: batchSize, longestBatch: Self.longestPiece,
      mostPositions: Self.mostPositions)
    let plan = batcher.plan()
    // The longest first, so that buffers reach their size at once.
    batches = plan.groups.reversed().flatMap(batcher.batches)
    tunes = sequences.count
    positions = plan.positions
  }

  /// The pieces of a sequence; each starts with the token that the one before ends with.
  private static func pieces(of sequence: [Int32]) -> [[Int32]] {
    stride(from: 0, to: sequence.count - 1, by: longestPiece).map { start in
      Array(sequence[start..<min(start + longestPiece + 1, sequence.count)])
    }
  }

  /// Measures all sequences, without dropout.
  func evaluation(_ trainer: Trainer) throws(NetworkError) -> Evaluation {
    var evaluation = Evaluation(tunes: tunes, tokens: 0, lossSum: 0)
    for batch in batches {
      let loss = try trainer.evaluate(batch)
      evaluation.lossSum += loss.lossSum
      evaluation.tokens += loss.tokenCount
    }
    return evaluation
  }
}
