import RecurrentNetwork

/// Measures piano rolls again and again with the weights of the moment of a network that predicts
/// sets of keys; each piece is read in one piece from the zero state.
struct KeyEvaluator {
  private let batcher: KeyBatcher
  private let plan: BatchPlan

  init(_ sequences: [[Int32]], batchSize: Int) {
    batcher = KeyBatcher(sequences, batchSize: batchSize)
    plan = batcher.plan()
  }

  /// Time steps times rows over all batches.
  var positions: Int { plan.positions }

  /// The loss of each frame of each piece, in nats.
  ///
  /// - Parameter report: Told how many frames are done.
  func frameLosses(
    _ trainer: Trainer, report: (Int) -> Void = { _ in }
  ) throws(NetworkError) -> [[Double]] {
    var losses = [[Double]](repeating: [], count: batcher.pieceCount)
    var done = 0
    for group in plan.groups.reversed() {
      let batch = batcher.batch(of: group)
      let flat = try trainer.vectorLosses(batch)
      for (row, index) in group.sequences.enumerated() {
        losses[index] = (0..<batcher.frameCount(ofPiece: index)).map {
          Double(flat[$0 * batch.batchSize + row])
        }
      }
      done += batch.targetCount
      report(done)
    }
    return losses
  }
}
