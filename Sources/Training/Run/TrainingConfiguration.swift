public import RecurrentNetwork

/// Everything that decides how a network is trained, apart from the tunes.
public struct TrainingConfiguration: Hashable, Codable, Sendable {
  /// When a run ends.
  public enum Length: Hashable, Codable, Sendable {
    /// After every tune was read so often.
    case epochs(Int)

    /// After so many minutes, turned into a number of steps by measures in the first third.
    case minutes(Double)
  }

  /// The recurrent cell.
  public var cell = Cell.lstm

  /// Recurrent layers.
  public var layers = 2

  /// Units per layer, H.
  public var hiddenSize = 256

  /// Width of a token vector, E; as wide as the hidden layers when `nil`.
  public var embeddingSize: Int?

  /// Whether the head uses the embedding's weights.
  public var tiesEmbedding = false

  /// The part of the activations dropped between layers and before the head.
  public var dropout: Float = 0.3

  /// The part of the token vectors dropped.
  public var embeddingDropout: Float = 0.1

  /// Tunes per step, B.
  public var batchSize = 8

  /// The highest learning rate.
  public var learningRate = 3e-3

  /// Weight decay of AdamW.
  public var weightDecay: Float = 0.02

  /// The largest global norm of a gradient; `nil` for no limit.
  public var clipNorm: Float? = 1

  /// When the run ends.
  public var length = Length.minutes(10)

  /// Decides the first weights, the order of the tunes and what is dropped.
  public var seed: UInt64 = 1

  /// Threads of the engine; `nil` for as many as there are cores.
  public var threads: Int?

  /// Number format of the matrix products.
  public var precision = Precision.float32

  /// Seconds between two checkpoints.
  public var checkpointInterval = 60.0

  /// Creates the configuration that suits a few thousand folk tunes.
  public init() {}
}

extension TrainingConfiguration {
  /// Checks every value that has a range.
  ///
  /// - Throws: ``TrainingError/invalidOption(_:)`` that names the first one outside.
  public func validate() throws(TrainingError) {
    try require(learningRate > 0 && learningRate < 10, "learning rate \(learningRate)", "0...10")
    try require((0..<1).contains(dropout), "dropout \(dropout)", "0..<1")
    try require((0..<1).contains(embeddingDropout), "dropout \(embeddingDropout)", "0..<1")
    try require((1...4096).contains(batchSize), "batch \(batchSize)", "1...4096")
    try require((0..<1).contains(weightDecay), "weight decay \(weightDecay)", "0..<1")
    try require(clipNorm.map { $0 > 0 } ?? true, "clip \(clipNorm ?? 0)", "more than 0")
    try require(
      threads.map { (1...1024).contains($0) } ?? true, "threads \(threads ?? 0)", "1...1024")
    try require(checkpointInterval > 0, "checkpoint interval \(checkpointInterval)", "more than 0")
    switch length {
    case .epochs(let count):
      try require((1...1_000_000).contains(count), "epochs \(count)", "1...1000000")
    case .minutes(let count):
      try require(count > 0 && count < 1e6, "minutes \(count)", "0...1000000")
    }
  }

  private func require(
    _ condition: Bool, _ found: String, _ expected: String
  ) throws(TrainingError) {
    guard condition else { throw .invalidOption("\(found); expected \(expected)") }
  }

  /// The shape of the network for a vocabulary.
  func networkConfiguration(vocabularySize: Int) -> NetworkConfiguration {
    NetworkConfiguration(
      cell: cell, vocabularySize: vocabularySize, embeddingSize: embeddingSize,
      hiddenSize: hiddenSize, layers: layers, tiesEmbedding: tiesEmbedding)
  }

  /// What the trainer needs to know.
  var trainerOptions: TrainerOptions {
    var options = TrainerOptions()
    options.dropout = DropoutOptions(
      embedding: embeddingDropout, layers: dropout, output: dropout)
    options.optimizer.weightDecay = weightDecay
    options.clipNorm = clipNorm
    options.precision = precision
    options.seed = seed
    options.threads = threads
    return options
  }
}
