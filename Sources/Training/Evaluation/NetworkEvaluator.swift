public import RecurrentNetwork

/// Measures how well a network predicts tunes.
///
/// Not `Sendable`: one owner, one thread.
public final class NetworkEvaluator {
  private let trainer: Trainer

  /// Tunes read side by side.
  private static let batchSize = 16

  /// Creates the evaluator of a network.
  ///
  /// - Parameter threads: Threads of the engine; `nil` for as many as there are cores.
  public init(
    _ network: Network, threads: Int? = nil, precision: Precision = .float32
  ) throws(NetworkError) {
    var options = TrainerOptions()
    options.threads = threads
    options.precision = precision
    trainer = try Trainer(network, options: options)
  }

  private func batches(_ sequences: [[Int32]]) -> BatchEvaluator {
    BatchEvaluator(sequences, trainer.network.configuration, batchSize: Self.batchSize)
  }

  /// Whether the network predicts tokens rather than sets of keys.
  public var predictsTokens: Bool { trainer.network.configuration.head == .softmax }

  /// Measures all sequences together.
  public func evaluation(of sequences: [[Int32]]) throws(NetworkError) -> Evaluation {
    try batches(sequences).evaluation(trainer)
  }

  /// The loss of each token of each sequence after its first, in nats.
  ///
  /// - Parameter report: Told how many tokens are done.
  public func losses(
    of sequences: [[Int32]], report: (Int) -> Void = { _ in }
  ) throws(NetworkError) -> [[Float]] {
    try batches(sequences).losses(trainer, report: report)
  }

  /// The loss of each frame of each sequence of a model of frames, in nats.
  ///
  /// Where the network predicts tokens, a frame's loss is that of its tokens among those that may stand there: pitches of a frame fall,
  /// and a piece that goes on does not end. What a sampler cannot draw has no part in it.
  ///
  /// - Parameter report: Told how many tokens are done.
  public func frameLosses(
    of sequences: [[Int32]], report: (Int) -> Void = { _ in }
  ) throws(NetworkError) -> [[Double]] {
    if trainer.network.configuration.head == .bernoulli {
      return try KeyEvaluator(sequences, batchSize: Self.batchSize)
        .frameLosses(trainer, report: report)
    }
    return try batches(sequences)
      .frameLosses(trainer, report: report).map(\.frames)
  }

  /// What the network says after each token of a sequence but the last.
  public func logits(of sequence: [Int32]) throws(NetworkError) -> SequenceLogits {
    var logits: [[Float]] = []
    try batches([sequence]).forEachTarget(trainer) { _, _, scores in
      logits.append(Array(scores))
    }
    return SequenceLogits(tokens: sequence, logits: logits)
  }
}

/// A sequence of n tokens with the scores before softmax that a network gives after each.
public struct SequenceLogits: Hashable, Codable, Sendable {
  /// The tokens, shape `(n)`.
  public var tokens: [Int32]

  /// The logits after each token but the last, shape `(n - 1, V)`.
  public var logits: [[Float]]
}

extension SequenceLogits {
  /// The value as JSON: `{"logits":[[…]],"tokens":[…]}`.
  public var json: String { JSON.text(of: self) }
}
