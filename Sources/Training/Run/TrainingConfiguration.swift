import NoteVocabulary
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

  /// What the network predicts: tokens, or sets of keys where tokens are frames.
  public var head = Head.softmax

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

  /// The part of the weights from a layer's state to itself dropped.
  public var recurrentDropout: Float = 0

  /// Whether the head reads the sum of all layers.
  public var sumsLayers = false

  /// Whether the network reads which measure of its section a bar line closes.
  public var countsMeasures = true

  /// Whether the network reads what followed when the latest tokens came before in the tune.
  public var recalls = true

  /// How the first weights are drawn.
  public var initialization = InitializationOptions()

  /// Tunes per step, B; rows of a stream.
  public var batchSize = 8

  /// Time steps that gradients go back, T; longer tunes are learned in pieces that carry the state.
  public var timeSteps = 1024

  /// Whether tunes are joined end to end and learned in windows of ``timeSteps``.
  public var isStream = false

  /// Whether the windows of a stream differ in length.
  public var variesSteps = false

  /// The highest learning rate.
  public var learningRate = 3e-3

  /// How the learning rate falls.
  public var schedule = LearningRateSchedule.Shape.cosine

  /// Steps in which the learning rate rises, cut to a tenth of the run.
  public var warmUpSteps = 100

  /// Epochs without a better held-out loss after which the run ends; `nil` to go on to the end.
  public var patience: Int?

  /// The update rule.
  public var optimizer = OptimizerOptions.Method.adamW

  /// Weight decay.
  public var weightDecay: Float = 0.02

  /// The largest global norm of a gradient; `nil` for no limit.
  public var clipNorm: Float? = 1

  /// The largest size of each number of a gradient; `nil` for no limit.
  public var clipValue: Float?

  /// The part of the averaged weights that stays at each step; `nil` to keep no average.
  ///
  /// Where there is an average, it is measured, and it is the model.
  public var averageDecay: Float?

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
  /// Reads a configuration; what earlier files do not name has its default.
  public init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func read<Value: Decodable>(_ key: CodingKeys, into value: inout Value) throws {
      value = try values.decodeIfPresent(Value.self, forKey: key) ?? value
    }
    try read(.cell, into: &cell)
    try read(.head, into: &head)
    try read(.layers, into: &layers)
    try read(.hiddenSize, into: &hiddenSize)
    embeddingSize = try values.decodeIfPresent(Int.self, forKey: .embeddingSize)
    try read(.tiesEmbedding, into: &tiesEmbedding)
    try read(.dropout, into: &dropout)
    try read(.embeddingDropout, into: &embeddingDropout)
    try read(.recurrentDropout, into: &recurrentDropout)
    try read(.sumsLayers, into: &sumsLayers)
    countsMeasures = try values.decodeIfPresent(Bool.self, forKey: .countsMeasures) ?? false
    recalls = try values.decodeIfPresent(Bool.self, forKey: .recalls) ?? false
    try read(.initialization, into: &initialization)
    try read(.batchSize, into: &batchSize)
    try read(.timeSteps, into: &timeSteps)
    try read(.isStream, into: &isStream)
    try read(.variesSteps, into: &variesSteps)
    try read(.learningRate, into: &learningRate)
    try read(.schedule, into: &schedule)
    try read(.warmUpSteps, into: &warmUpSteps)
    patience = try values.decodeIfPresent(Int.self, forKey: .patience)
    try read(.optimizer, into: &optimizer)
    try read(.weightDecay, into: &weightDecay)
    clipNorm = try values.decodeIfPresent(Float.self, forKey: .clipNorm)
    clipValue = try values.decodeIfPresent(Float.self, forKey: .clipValue)
    averageDecay = try values.decodeIfPresent(Float.self, forKey: .averageDecay)
    try read(.length, into: &length)
    try read(.seed, into: &seed)
    threads = try values.decodeIfPresent(Int.self, forKey: .threads)
    try read(.precision, into: &precision)
    try read(.checkpointInterval, into: &checkpointInterval)
  }
}

extension TrainingConfiguration {
  /// Checks every value that has a range.
  ///
  /// - Throws: ``TrainingError/invalidOption(_:)`` that names the first one outside.
  public func validate() throws(TrainingError) {
    try require(
      learningRate > 0 && learningRate < 1e6, "learning rate \(learningRate)", "0...1000000")
    try require((0..<1).contains(dropout), "dropout \(dropout)", "0..<1")
    try require((0..<1).contains(embeddingDropout), "dropout \(embeddingDropout)", "0..<1")
    try require((0..<1).contains(recurrentDropout), "dropout \(recurrentDropout)", "0..<1")
    try require((1...4096).contains(batchSize), "batch \(batchSize)", "1...4096")
    try require((1...65536).contains(timeSteps), "steps \(timeSteps)", "1...65536")
    try require(head != .linear, "head linear", "softmax or bernoulli")
    try require(
      head == .softmax || !tiesEmbedding && embeddingSize == nil && !isStream,
      "bernoulli with an embedding or a stream", "frames without either")
    try require(
      (0...1_000_000).contains(warmUpSteps), "warm-up \(warmUpSteps)", "0...1000000 steps")
    try require(patience.map { $0 > 0 } ?? true, "patience \(patience ?? 0)", "1 epoch or more")
    try require(
      isStream || !variesSteps, "steps that vary without a stream", "--stream with --vary-steps")
    try require((0..<1).contains(weightDecay), "weight decay \(weightDecay)", "0..<1")
    try require(clipNorm.map { $0 > 0 } ?? true, "clip \(clipNorm ?? 0)", "more than 0")
    try require(clipValue.map { $0 > 0 } ?? true, "clip \(clipValue ?? 0)", "more than 0")
    try require(
      averageDecay.map { (0..<1).contains($0) } ?? true, "average \(averageDecay ?? 0)", "0..<1")
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

  /// What losses are in.
  public var lossUnit: String { head == .bernoulli ? "nats/frame" : "nats/token" }

  private func require(
    _ condition: Bool, _ found: String, _ expected: String
  ) throws(TrainingError) {
    guard condition else { throw .invalidOption("\(found); expected \(expected)") }
  }

  /// The shape of the network for a vocabulary.
  func networkConfiguration(_ vocabulary: Vocabulary) -> NetworkConfiguration {
    if head == .bernoulli {
      return NetworkConfiguration(
        cell: cell, head: head, vocabularySize: KeyBatcher.keys, hiddenSize: hiddenSize,
        layers: layers, sumsLayers: sumsLayers)
    }
    return NetworkConfiguration(
      cell: cell, vocabularySize: vocabulary.count, embeddingSize: embeddingSize,
      hiddenSize: hiddenSize, layers: layers, tiesEmbedding: tiesEmbedding,
      sumsLayers: sumsLayers, counter: countsMeasures ? InputCounter(measuresOf: vocabulary) : nil,
      recalls: recalls)
  }

  /// How the first weights are drawn; token vectors have deviation 1 where nothing else is said and
  /// the head is not tied to them.
  var drawnInitialization: InitializationOptions {
    var drawn = initialization
    if !tiesEmbedding && drawn.embeddingDeviation == nil { drawn.embeddingDeviation = 1 }
    return drawn
  }

  /// What the trainer needs to know.
  var trainerOptions: TrainerOptions {
    var options = TrainerOptions()
    options.dropout = DropoutOptions(
      embedding: embeddingDropout, layers: dropout, output: dropout, recurrent: recurrentDropout)
    options.optimizer = OptimizerOptions(optimizer)
    options.optimizer.weightDecay = weightDecay
    options.clipNorm = clipNorm
    options.clipValue = clipValue
    options.averageDecay = averageDecay
    options.precision = precision
    options.seed = seed
    options.threads = threads
    return options
  }
}
