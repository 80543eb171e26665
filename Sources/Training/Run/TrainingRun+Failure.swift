import NoteVocabulary
import RecurrentNetwork

extension TrainingRun {
  /// Tunes that networks are compared on where none are held out.
  private static let comparedTunes = 100

  /// Makes sure that a run whose loss left the numbers leaves the best model that it had.
  ///
  /// That is the best of the finished epochs, unless the weights that the run began with are better
  /// still: they are when it went wrong from the start.
  func keepBestModel() throws(TrainingError) {
    guard state.steps > 0 else { return }
    let first = try configuration.firstNetwork(corpus.vocabulary)
    if let best, try loss(of: best) < loss(of: first) {
      _ = try writeModel()
      return
    }
    best = first
    state.best = TrainingSummary(
      configuration: configuration, epochs: 0, steps: 0, trainingLoss: nil,
      validationLoss: evaluator.positions > 0 ? try loss(of: first) : nil,
      validationTokens: corpus.validation.targetCount)
    _ = try writeModel()
  }

  /// The loss on the held-out tunes; beyond all numbers where it is none.
  private func loss(of network: Network) throws(TrainingError) -> Double {
    let measured =
      evaluator.positions > 0
      ? evaluator
      : RunEvaluator(
        TokenCorpus(
          vocabulary: corpus.vocabulary, training: [],
          validation: Array(corpus.training.prefix(Self.comparedTunes))),
        network.configuration, batchSize: max(16, configuration.batchSize))
    do {
      let trainer = try Trainer(network, options: configuration.trainerOptions)
      let loss = try measured.result(trainer).loss
      return loss.isFinite ? loss : .infinity
    } catch {
      throw TrainingError(error)
    }
  }
}
