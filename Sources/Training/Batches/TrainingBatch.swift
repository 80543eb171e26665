import RecurrentNetwork

/// What a trainer learns from in one step.
enum TrainingBatch {
  case tokens(TokenBatch)

  /// Frames as sets of keys.
  case keys(VectorBatch)

  /// Time steps times rows.
  var positions: Int {
    switch self {
    case .tokens(let batch): batch.timeSteps * batch.batchSize
    case .keys(let batch): batch.timeSteps * batch.batchSize
    }
  }
}

extension Trainer {
  /// Learns from one batch.
  func step(
    _ batch: TrainingBatch, learningRate: Float
  ) throws(NetworkError) -> StepResult {
    switch batch {
    case .tokens(let batch): try step(batch, learningRate: learningRate)
    case .keys(let batch): try step(batch, learningRate: learningRate)
    }
  }
}
