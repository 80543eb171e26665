import NoteVocabulary
import RecurrentNetwork

/// The training of one network, from its first weights or from a checkpoint to the best model.
///
/// An epoch reads every tune once, in an order drawn from the seed, and then measures the loss on
/// the held-out tunes. The weights with the lowest such loss are the model; where nothing is held
/// out, the last weights are. The state is saved at intervals, so a run that was killed goes on
/// from there and ends with the same bytes.
public final class TrainingRun {
  public let configuration: TrainingConfiguration
  public let corpus: TokenCorpus

  /// The model and what is written beside it.
  public let files: RunFiles

  let evaluator: RunEvaluator
  let summary: CorpusSummary
  let trainer: Trainer
  var state: TrainingState
  var best: Network?
  var calibration: Calibration?
  var meter = ProgressMeter()
  var lastCheckpoint = ContinuousClock.now
  var lastResults = ContinuousClock.now

  /// Prepares a run from new weights.
  ///
  /// - Parameter modelPath: Where the model goes; its other files are named after it.
  public convenience init(
    _ configuration: TrainingConfiguration, corpus: TokenCorpus, modelPath: String
  ) throws(TrainingError) {
    try configuration.validate()
    let network = try configuration.firstNetwork(corpus.vocabulary)
    guard !corpus.training.isEmpty else { throw .emptyCorpus }
    guard configuration.head == .softmax || corpus.vocabulary.kind == .frames else {
      throw .invalidOption("the head \(configuration.head.rawValue) needs --encoding frames")
    }
    let state = TrainingState(schedule: configuration.newSchedule(corpus))
    let checkpoint = Checkpoint(
      configuration: configuration, corpus: corpus.summary, state: state, network: network,
      trainer: [:], best: nil)
    try self.init(checkpoint, corpus: corpus, modelPath: modelPath)
  }

  /// Prepares to go on from the checkpoint beside a model.
  ///
  /// - Parameter length: Another end of the run, towards which the learning rate falls from here;
  ///   `nil` to end as planned.
  /// - Throws: ``TrainingError/cannotResume(path:reason:)`` unless the corpus is the same.
  public convenience init(
    resuming modelPath: String, corpus: TokenCorpus, length: TrainingConfiguration.Length? = nil
  ) throws(TrainingError) {
    let path = RunFiles(model: modelPath).checkpoint
    var checkpoint = try Checkpoint(reading: path)
    guard checkpoint.corpus == corpus.summary,
      checkpoint.network.configuration
        == checkpoint.configuration.networkConfiguration(corpus.vocabulary)
    else {
      throw .cannotResume(
        path: path, reason: "it belongs to other tunes; give the same files in the same order")
    }
    if let length, length != checkpoint.configuration.length {
      checkpoint.configuration.length = length
      try checkpoint.configuration.validate()
      let planned = checkpoint.configuration.newSchedule(corpus).totalSteps
      if let planned {
        checkpoint.state.schedule.fix(totalSteps: planned, taken: checkpoint.state.steps)
      } else {
        checkpoint.state.schedule.totalSteps = nil
      }
    }
    try self.init(checkpoint, corpus: corpus, modelPath: modelPath)
  }

  private init(
    _ checkpoint: Checkpoint, corpus: TokenCorpus, modelPath: String
  ) throws(TrainingError) {
    guard !corpus.training.isEmpty else { throw .emptyCorpus }
    configuration = checkpoint.configuration
    self.corpus = corpus
    files = RunFiles(model: modelPath)
    evaluator = RunEvaluator(
      corpus, checkpoint.network.configuration, batchSize: max(16, configuration.batchSize))
    summary = checkpoint.corpus
    state = checkpoint.state
    best = checkpoint.best
    do {
      trainer = try Trainer(checkpoint.network, options: configuration.trainerOptions)
      if !checkpoint.trainer.isEmpty {
        try trainer.restore(checkpoint.network, checkpoint: checkpoint.trainer)
      }
    } catch {
      throw TrainingError(error)
    }
    if case .minutes(let minutes) = configuration.length, state.schedule.totalSteps == nil {
      calibration = Calibration(minutes: minutes)
    }
  }
}

extension TrainingRun {
  /// Arithmetic of the textbook training step for one token.
  public var operationsPerToken: Double {
    trainer.network.configuration.trainingOperationsPerToken
  }
}

extension TrainingConfiguration {
  /// The network that a run begins with.
  func firstNetwork(_ vocabulary: Vocabulary) throws(TrainingError) -> Network {
    do {
      return try Network(
        networkConfiguration(vocabulary), seed: seed,
        initialization: drawnInitialization)
    } catch {
      throw TrainingError(error)
    }
  }

  /// The learning rates, over as many steps as the epochs asked for have; how many fit into some
  /// minutes is still to be measured.
  fileprivate func newSchedule(_ corpus: TokenCorpus) -> LearningRateSchedule {
    var totalSteps: Int?
    if case .epochs(let count) = length {
      totalSteps = count * plan(ofEpoch: 0, corpus).size.steps
    }
    return LearningRateSchedule(
      peak: learningRate, totalSteps: totalSteps, shape: schedule, warmUpSteps: warmUpSteps)
  }
}
