import NoteVocabulary
import RecurrentNetwork

/// Measures the held-out tunes of a run, in the way that its network predicts.
enum RunEvaluator {
  case tokens(BatchEvaluator)

  /// Tokens are frames, so losses per frame can be told too.
  case frames(BatchEvaluator)

  /// The network predicts sets of keys.
  case keys(KeyEvaluator)

  init(_ corpus: TokenCorpus, _ configuration: NetworkConfiguration, batchSize: Int) {
    if configuration.head == .bernoulli {
      self = .keys(KeyEvaluator(corpus.validation, batchSize: batchSize))
    } else {
      let evaluator = BatchEvaluator(corpus.validation, configuration, batchSize: batchSize)
      self = corpus.vocabulary.kind == .frames ? .frames(evaluator) : .tokens(evaluator)
    }
  }

  /// Time steps times rows over all batches.
  var positions: Int {
    switch self {
    case .tokens(let evaluator), .frames(let evaluator): evaluator.positions
    case .keys(let evaluator): evaluator.positions
    }
  }

  /// What measuring gave.
  struct Result {
    /// The loss in nats per token, or per frame where the network predicts sets of keys.
    var loss: Double

    /// The loss in nats per frame, first frames left out; `nil` where tokens are no frames.
    var frameLoss: Double?
  }

  /// Measures with a trainer's weights of the moment.
  func result(_ trainer: Trainer) throws(NetworkError) -> Result {
    switch self {
    case .tokens(let evaluator):
      return Result(loss: try evaluator.evaluation(trainer).natsPerToken)
    case .frames(let evaluator):
      let losses = try evaluator.frameLosses(trainer)
      let tokens = losses.reduce(0) { $0 + $1.tokenCount }
      return Result(
        loss: losses.reduce(0) { $0 + $1.tokenLossSum } / Double(tokens),
        frameLoss: FrameEvaluation(losses: losses.map(\.frames))?.mean)
    case .keys(let evaluator):
      let losses = try evaluator.frameLosses(trainer)
      let count = losses.reduce(0) { $0 + $1.count }
      return Result(
        loss: losses.joined().reduce(0, +) / Double(count),
        frameLoss: FrameEvaluation(losses: losses)?.mean)
    }
  }
}
