import RecurrentNetwork

/// Measures a fixed set of sequences again and again with a trainer's weights of the moment.
///
/// States are not carried from one measured batch to the next, so a sequence is read in one piece.
/// One of more than ``longestPiece`` targets is cut, and the network starts anew in each piece:
/// memory stays bounded, and the loss can only turn out a little too high.
struct BatchEvaluator {
  /// A part of a sequence in one row of a batch.
  private struct Piece {
    /// The place of its sequence.
    var sequence: Int

    /// The place of its first target among those of the sequence.
    var start: Int

    /// Its tokens; the first is no target.
    var tokens: TokenSequence
  }

  private let batches: [(batch: TokenBatch, rows: [Piece])]
  private let sequences: [[Int32]]

  /// Targets of a piece, at most.
  static let longestPiece = 20480

  /// Time steps times rows of a batch of several rows, at most.
  private static let mostPositions = 4096

  /// Time steps times rows over all batches.
  let positions: Int

  init(_ sequences: [[Int32]], _ configuration: NetworkConfiguration, batchSize: Int) {
    let pieces = sequences.indices.flatMap {
      Self.pieces(of: sequences[$0], at: $0, configuration)
    }
    let batcher = Batcher(
      pieces.map(\.tokens), batchSize: batchSize, longestBatch: Self.longestPiece,
      mostPositions: Self.mostPositions)
    let plan = batcher.plan()
    // The longest first, so that buffers reach their size at once.
    batches = plan.groups.reversed().map { group in
      (batcher.batches(of: group)[0], group.sequences.map { pieces[$0] })
    }
    self.sequences = sequences
    positions = plan.positions
  }

  /// The pieces of a sequence; each starts with the token that the one before ends with.
  private static func pieces(
    of sequence: [Int32], at index: Int, _ configuration: NetworkConfiguration
  ) -> [Piece] {
    let read = TokenSequence(sequence, configuration)
    return stride(from: 0, to: sequence.count - 1, by: longestPiece).map { start in
      Piece(sequence: index, start: start, tokens: read[start..<start + longestPiece + 1])
    }
  }
}

extension BatchEvaluator {
  /// Measures all sequences, without dropout.
  func evaluation(_ trainer: Trainer) throws(NetworkError) -> Evaluation {
    var evaluation = Evaluation(tunes: sequences.count, tokens: 0, lossSum: 0)
    for (batch, _) in batches {
      let loss = try trainer.evaluate(batch)
      evaluation.lossSum += loss.lossSum
      evaluation.tokens += loss.tokenCount
    }
    return evaluation
  }

  /// The loss of each target of each sequence, in nats.
  ///
  /// - Parameter report: Told how many targets are done.
  func losses(
    _ trainer: Trainer, report: (Int) -> Void = { _ in }
  ) throws(NetworkError) -> [[Float]] {
    var losses = sequences.map { [Float](repeating: 0, count: $0.count - 1) }
    var done = 0
    for (batch, rows) in batches {
      let flat = try trainer.tokenLosses(batch)
      for (row, piece) in rows.enumerated() {
        for step in 0..<piece.tokens.count - 1 {
          losses[piece.sequence][piece.start + step] = flat[step * batch.batchSize + row]
        }
      }
      done += batch.targetCount
      report(done)
    }
    return losses
  }

  /// The losses of the frames of each sequence, for a model of frames.
  ///
  /// - Parameter report: Told how many targets are done.
  func frameLosses(
    _ trainer: Trainer, report: (Int) -> Void = { _ in }
  ) throws(NetworkError) -> [FrameLosses] {
    var losses = sequences.map { _ in FrameLosses() }
    try forEachTarget(trainer, report: report) { sequence, target, logits in
      losses[sequence].add(sequences[sequence][target + 1], logits: logits)
    }
    return losses
  }

  /// Shows the scores of all tokens at each target.
  ///
  /// - Parameters:
  ///   - report: Told how many targets are done.
  ///   - body: Gets a sequence's place, a target's place in it, and the logits, `(V)`; the targets
  ///     of a sequence come in their order.
  func forEachTarget(
    _ trainer: Trainer, report: (Int) -> Void = { _ in },
    _ body: (_ sequence: Int, _ target: Int, _ logits: ArraySlice<Float>) -> Void
  ) throws(NetworkError) {
    let width = trainer.network.configuration.vocabularySize
    var done = 0
    for (batch, rows) in batches {
      let flat = try trainer.logits(batch)
      for (row, piece) in rows.enumerated() {
        for step in 0..<piece.tokens.count - 1 {
          let start = (step * batch.batchSize + row) * width
          body(piece.sequence, piece.start + step, flat[start..<start + width])
        }
      }
      done += batch.targetCount
      report(done)
    }
  }
}
