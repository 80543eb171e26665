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

  /// Measures all sequences together.
  public func evaluation(of sequences: [[Int32]]) throws(NetworkError) -> Evaluation {
    try BatchEvaluator(sequences, batchSize: Self.batchSize).evaluation(trainer)
  }

  /// The loss of each token of a sequence after the first, in nats.
  public func losses(of sequence: [Int32]) throws(NetworkError) -> [Float] {
    try trainer.tokenLosses(Self.batch(sequence))
  }

  /// What the network says after each token of a sequence but the last.
  public func logits(of sequence: [Int32]) throws(NetworkError) -> SequenceLogits {
    let flat = try trainer.logits(Self.batch(sequence))
    let width = trainer.network.configuration.vocabularySize
    let rows = stride(from: 0, to: flat.count, by: width).map { Array(flat[$0..<$0 + width]) }
    return SequenceLogits(tokens: sequence, logits: rows)
  }

  /// The whole sequence as one batch of one row.
  private static func batch(_ sequence: [Int32]) -> TokenBatch {
    TokenBatch(
      timeSteps: sequence.count - 1, batchSize: 1, inputs: Array(sequence.dropLast()),
      targets: Array(sequence.dropFirst()))
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
