public import ArgumentParser
public import RecurrentNetwork
public import Training

extension Cell: ExpressibleByArgument {}
extension Head: ExpressibleByArgument {}
extension Precision: ExpressibleByArgument {}
extension OptimizerOptions.Method: ExpressibleByArgument {}
extension LearningRateSchedule.Shape: ExpressibleByArgument {}

/// What decides how a network is trained; what is left out comes from the preset.
struct TrainingOptions: ParsableArguments {
  @Option(help: "The recurrent cell.")
  var cell: Cell?

  @Option(
    help: """
      softmax (the next token), or bernoulli (frames only: each key on or off by itself, as in the \
      older papers; such a model measures, it does not generate).
      """)
  var head = Head.softmax

  @Option(help: "Recurrent layers.")
  var layers: Int?

  @Option(help: "Units per layer.")
  var hidden: Int?

  @Option(help: "Width of a token vector; as wide as the layers by default.")
  var embedding: Int?

  @Flag(help: "Let the head use the embedding's weights.")
  var tie = false

  @Flag(help: "Let the head read the sum of all layers.")
  var sumLayers = false

  @Flag(
    inversion: .prefixedNo,
    help: "Let the network read which measure of its section a bar line closes; it does by default."
  )
  var countMeasures: Bool?

  @Flag(
    inversion: .prefixedNo,
    help: """
      Let the network read what followed when the latest tokens came before in the tune; it does by \
      default.
      """)
  var recall: Bool?

  @Option(help: "End after so many times through the tunes.")
  var epochs: Int?

  @Option(help: "End after so many minutes.")
  var minutes: Double?

  @Option(help: "End after so many epochs without a better held-out loss.")
  var patience: Int?

  @Option(help: "Tunes per step; rows with --stream.")
  var batch: Int?

  @Option(help: "Tokens that gradients go back; longer tunes carry the state on.")
  var steps: Int?

  @Flag(
    inversion: .prefixedNo,
    help: """
      Join the tunes end to end, and learn windows of --steps that carry the state on; events are \
      learned so by default.
      """)
  var stream: Bool?

  @Flag(help: "Vary the length of a stream's windows.")
  var varySteps = false

  @Option(help: "The update rule.")
  var optimizer: OptimizerOptions.Method?

  @Option(help: "The highest learning rate.")
  var learningRate: Double?

  @Option(help: "How the learning rate falls; step: to a tenth at half and three quarters.")
  var schedule: LearningRateSchedule.Shape?

  @Option(help: "Steps in which the learning rate rises, at most a tenth of the run.")
  var warmUp: Int?

  @Option(help: "The part of the activations dropped between layers and before the head, 0 to 1.")
  var dropout: Float?

  @Option(help: "The part of the token vectors dropped; with --dropout alone, half of that.")
  var embeddingDropout: Float?

  @Option(help: "The part of the recurrent weights dropped; with --dropout alone, none.")
  var weightDrop: Float?

  @Option(help: "Weight decay.")
  var weightDecay: Float?

  @Option(help: "The largest norm of a gradient; 0 for no limit.")
  var clip: Float?

  @Option(help: "The largest size of each number of a gradient; 0 for no limit.")
  var clipValue: Float?

  @Option(help: "Measure and keep a running mean of the weights, of which so much stays each step.")
  var average: Float?

  @Option(help: "Deviation of the first token vectors.")
  var embeddingDeviation: Float?

  @Option(help: "First bias of the forget gates.")
  var forgetBias: Float?

  @Option(help: "Decides first weights, order of the tunes and dropout.")
  var seed: UInt64 = 1

  @Option(help: "Threads; as many as there are cores by default.")
  var threads: Int?

  @Option(
    help: """
      Number format of the matrix products; bf16 where the processor has it. `lilt doctor` tells \
      which is faster.
      """)
  var precision: Precision?

  @Option(help: "Seconds between two checkpoints.")
  var checkpointEvery: Double?

  func validate() throws {
    if epochs != nil && minutes != nil {
      throw ValidationError("--epochs and --minutes exclude each other")
    }
    do {
      try configuration(.folk).validate()
    } catch {
      throw ValidationError(error.description)
    }
  }

  /// The end that was asked for, if any was.
  var length: TrainingConfiguration.Length? {
    epochs.map { .epochs($0) } ?? minutes.map { .minutes($0) }
  }

  /// A preset's configuration with the options given.
  ///
  /// - Parameter corpus: What is learned; `nil` where that is no music.
  func configuration(_ preset: Preset, for corpus: TokenCorpus? = nil) -> TrainingConfiguration {
    var configuration = head == .softmax ? preset.configuration : preset.keyConfiguration
    replaceShape(&configuration)
    replaceSteps(&configuration)
    if let corpus { configuration = preset.regularized(configuration, for: corpus) }
    // An end that was asked for stands, whatever the corpus.
    configuration.length = length ?? configuration.length
    replaceRegularization(&configuration)
    configuration.seed = seed
    configuration.threads = threads ?? configuration.threads
    configuration.precision = precision ?? configuration.precision
    configuration.checkpointInterval = checkpointEvery ?? configuration.checkpointInterval
    return configuration
  }

  private func replaceShape(_ configuration: inout TrainingConfiguration) {
    configuration.cell = cell ?? configuration.cell
    configuration.layers = layers ?? configuration.layers
    configuration.hiddenSize = hidden ?? configuration.hiddenSize
    configuration.embeddingSize = embedding ?? configuration.embeddingSize
    configuration.tiesEmbedding = tie || configuration.tiesEmbedding
    configuration.sumsLayers = sumLayers || configuration.sumsLayers
    configuration.countsMeasures = countMeasures ?? configuration.countsMeasures
    configuration.recalls = recall ?? configuration.recalls
    let deviation = configuration.initialization.embeddingDeviation
    configuration.initialization.embeddingDeviation = embeddingDeviation ?? deviation
    let bias = configuration.initialization.forgetBias
    configuration.initialization.forgetBias = forgetBias ?? bias
  }

  private func replaceSteps(_ configuration: inout TrainingConfiguration) {
    configuration.length = length ?? configuration.length
    configuration.patience = patience ?? configuration.patience
    configuration.batchSize = batch ?? configuration.batchSize
    configuration.timeSteps = steps ?? configuration.timeSteps
    configuration.isStream = stream ?? configuration.isStream
    configuration.variesSteps = varySteps || configuration.variesSteps
    configuration.optimizer = optimizer ?? configuration.optimizer
    configuration.learningRate = learningRate ?? configuration.learningRate
    configuration.schedule = schedule ?? configuration.schedule
    configuration.warmUpSteps = warmUp ?? configuration.warmUpSteps
  }

  private func replaceRegularization(_ configuration: inout TrainingConfiguration) {
    if let dropout {
      configuration.dropout = dropout
      configuration.embeddingDropout = dropout / 2
      configuration.recurrentDropout = 0
    }
    configuration.embeddingDropout = embeddingDropout ?? configuration.embeddingDropout
    configuration.recurrentDropout = weightDrop ?? configuration.recurrentDropout
    configuration.weightDecay = weightDecay ?? configuration.weightDecay
    if let clip { configuration.clipNorm = clip == 0 ? nil : clip }
    if let clipValue { configuration.clipValue = clipValue == 0 ? nil : clipValue }
    if let average { configuration.averageDecay = average == 0 ? nil : average }
  }
}
