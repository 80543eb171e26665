import RecurrentNetwork
import SafeFiles

extension TrainingRun {
  /// Measures on the held-out tunes; `nil` where there are none.
  func validate() throws(TrainingError) -> RunEvaluator.Result? {
    guard evaluator.positions > 0 else { return nil }
    let result: RunEvaluator.Result
    do { result = try evaluator.result(trainer) } catch { throw TrainingError(error) }
    guard result.loss.isFinite else { throw .lossNotFinite(step: state.steps) }
    return result
  }

  /// How the weights of this moment came about.
  func trainingSummary(epochs: Int, validationLoss: Double?) -> TrainingSummary {
    TrainingSummary(
      configuration: configuration, epochs: epochs, steps: state.steps,
      trainingLoss: state.trainingLoss, validationLoss: validationLoss,
      validationTokens: corpus.validation.targetCount)
  }

  /// The best model so far; before the first validation that of the weights now.
  public var model: ModelFile {
    ModelFile(
      network: best ?? trainer.withAveragedWeights { trainer.network },
      vocabulary: corpus.vocabulary, corpus: summary,
      training: state.best ?? trainingSummary(epochs: state.epoch, validationLoss: nil))
  }

  /// Writes the best model so far.
  func writeModel() throws(TrainingError) -> ModelFile {
    let model = model
    do { try model.write(to: files.model) } catch { throw .file(error) }
    return model
  }

  func writeLog() throws(TrainingError) {
    do {
      try AtomicFile.write(state.log.csv, to: files.table)
      try AtomicFile.write(
        state.log.svg(title: "Loss", unit: configuration.lossUnit), to: files.curves)
    } catch {
      throw .file(error)
    }
  }

  func writeCheckpoint() throws(TrainingError) {
    let checkpoint = Checkpoint(
      configuration: configuration, corpus: summary, state: state, network: trainer.network,
      trainer: trainer.checkpoint, best: best)
    do { try checkpoint.write(to: files.checkpoint) } catch { throw .file(error) }
  }
}
