public import ArgumentParser
public import RecurrentNetwork
import Training

extension Cell: ExpressibleByArgument {}
extension Precision: ExpressibleByArgument {}

/// What decides how a network is trained.
struct TrainingOptions: ParsableArguments {
  private static let defaults = TrainingConfiguration()

  @Option(help: "The recurrent cell.")
  var cell = defaults.cell

  @Option(help: "Recurrent layers.")
  var layers = defaults.layers

  @Option(help: "Units per layer.")
  var hidden = defaults.hiddenSize

  @Option(help: "Width of a token vector; as wide as the layers by default.")
  var embedding: Int?

  @Flag(help: "Let the head use the embedding's weights.")
  var tie = false

  @Option(help: "End after so many times through the tunes.")
  var epochs: Int?

  @Option(help: "End after so many minutes; 10 by default.")
  var minutes: Double?

  @Option(help: "Tunes per step.")
  var batch = defaults.batchSize

  @Option(help: "The highest learning rate.")
  var learningRate = defaults.learningRate

  @Option(help: "The part of the activations dropped between layers, 0 to 1.")
  var dropout = defaults.dropout

  @Option(help: "The largest norm of a gradient; 0 for no limit.")
  var clip = defaults.clipNorm ?? 0

  @Option(help: "Decides first weights, order of the tunes and dropout.")
  var seed: UInt64 = 1

  @Option(help: "Threads; as many as there are cores by default.")
  var threads: Int?

  @Option(help: "Number format of the matrix products; bf16 where the processor has it.")
  var precision = defaults.precision

  @Option(help: "Seconds between two checkpoints.")
  var checkpointEvery = defaults.checkpointInterval

  func validate() throws {
    if epochs != nil && minutes != nil {
      throw ValidationError("--epochs and --minutes exclude each other")
    }
    do {
      try configuration.validate()
    } catch {
      throw ValidationError(error.description)
    }
  }

  var configuration: TrainingConfiguration {
    var configuration = Self.defaults
    configuration.cell = cell
    configuration.layers = layers
    configuration.hiddenSize = hidden
    configuration.embeddingSize = embedding
    configuration.tiesEmbedding = tie
    configuration.batchSize = batch
    configuration.learningRate = learningRate
    configuration.dropout = dropout
    configuration.embeddingDropout = dropout / 2
    configuration.clipNorm = clip > 0 ? clip : nil
    configuration.seed = seed
    configuration.threads = threads
    configuration.precision = precision
    configuration.checkpointInterval = checkpointEvery
    if let epochs { configuration.length = .epochs(epochs) }
    if let minutes { configuration.length = .minutes(minutes) }
    return configuration
  }
}
