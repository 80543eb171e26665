import Glibc
import RecurrentNetwork

extension TrainingRun {
  /// Learns until the end or until asked to stop.
  ///
  /// - Parameters:
  ///   - cancellation: Checked after every step.
  ///   - report: Told how the run goes.
  /// - Throws: ``TrainingError``; the checkpoint written before stays. The model is then the best that
  ///   the run had.
  public func run(
    cancellation: CancellationFlag? = nil, report: (TrainingEvent) -> Void = { _ in }
  ) throws(TrainingError) -> TrainingOutcome {
    do {
      return try runToEnd(cancellation, report)
    } catch {
      if case .lossNotFinite = error { try keepBestModel() }
      throw error
    }
  }

  private func runToEnd(
    _ cancellation: CancellationFlag?, _ report: (TrainingEvent) -> Void
  ) throws(TrainingError) -> TrainingOutcome {
    lastCheckpoint = .now
    if state.steps == 0 { try saveCheckpoint(report) }
    // A run stopped after its last step has an epoch to finish still.
    while !isFinished || state.groupsDone > 0 {
      let plan = configuration.plan(ofEpoch: state.epoch, corpus)
      while state.groupsDone < plan.groupCount && !isFinished {
        try learn(from: plan)
        fixLengthWhenMeasured(plan)
        if meter.isDue() {
          let share = Double(state.groupsDone) / Double(plan.groupCount)
          report(.progress(meter.progress(state, epochShare: share)))
        }
        if cancellation?.isCancelled == true { return try stop(report) }
        if isCheckpointDue { try saveCheckpoint(report) }
      }
      report(.epoch(try finishEpoch()))
      if areResultsDue { try writeResults() }
    }
    let model = try writeResults()
    unlink(files.checkpoint)
    return TrainingOutcome(status: .completed, model: model, log: state.log)
  }

  private var isFinished: Bool {
    if let patience = configuration.patience, state.epochsSinceBest >= patience { return true }
    return switch configuration.length {
    case .epochs(let count): state.epoch >= count
    case .minutes: state.schedule.totalSteps.map { state.steps >= $0 } ?? false
    }
  }

  /// Takes the steps of one group.
  private func learn(from plan: EpochPlan) throws(TrainingError) {
    let rateFactor = plan.rateFactor(ofGroup: state.groupsDone)
    for batch in plan.batches(ofGroup: state.groupsDone) {
      let start = ContinuousClock.now
      let rate = Float(state.schedule.rate(at: state.steps) * rateFactor)
      let result: StepResult
      do { result = try trainer.step(batch, learningRate: rate) } catch {
        throw TrainingError(error)
      }
      let seconds = (ContinuousClock.now - start).inSeconds
      state.steps += 1
      state.lossSum += result.lossSum
      state.tokenCount += result.tokenCount
      state.learningSeconds += seconds
      state.seconds += seconds
      meter.add(lossSum: result.lossSum, tokens: result.tokenCount, seconds: seconds)
      calibration?.add(positions: batch.positions, seconds: seconds)
    }
    state.groupsDone += 1
  }

  /// Turns the minutes asked for into a number of steps, whenever the speed was measured.
  private func fixLengthWhenMeasured(_ plan: EpochPlan) {
    guard let measured = calibration, measured.hasMeasured else { return }
    let left = measured.stepsLeft(
      elapsed: state.seconds, epoch: plan.size,
      validationPositions: evaluator.positions)
    state.schedule.fix(totalSteps: state.steps + left, taken: state.steps)
    calibration = measured.next()
    // The number has to survive a kill: without it a resumed run would measure again.
    lastCheckpoint = .now - .seconds(configuration.checkpointInterval)
  }

  /// Measures, and keeps the weights if they are the best.
  private func finishEpoch() throws(TrainingError) -> EpochRecord {
    let start = ContinuousClock.now
    let (validation, isBest) = try trainer.withAveragedWeights { () throws(TrainingError) in
      let validation = try validate()
      let isBest = validation.map { $0.loss < state.best?.validationLoss ?? .infinity } ?? true
      if isBest { best = trainer.network }
      return (validation, isBest)
    }
    let trainingLoss = state.trainingLoss ?? 0
    let tokens = Double(state.tokenCount)
    let rate = state.schedule.rate(at: max(0, state.steps - 1))
    let learningSeconds = state.learningSeconds
    if isBest {
      state.best = trainingSummary(epochs: state.epoch + 1, validationLoss: validation?.loss)
    }
    state.startNextEpoch()
    state.seconds += (ContinuousClock.now - start).inSeconds
    let record = EpochRecord(
      epoch: state.epoch, step: state.steps, seconds: state.seconds, trainingLoss: trainingLoss,
      validationLoss: validation?.loss, validationFrameLoss: validation?.frameLoss,
      learningRate: rate, tokensPerSecond: tokens / learningSeconds, isBest: isBest)
    state.log.records.append(record)
    return record
  }

  private func stop(_ report: (TrainingEvent) -> Void) throws(TrainingError) -> TrainingOutcome {
    try saveCheckpoint(report)
    return TrainingOutcome(status: .interrupted, model: try writeResults(), log: state.log)
  }

  /// Writes the model and the log.
  @discardableResult
  private func writeResults() throws(TrainingError) -> ModelFile {
    lastResults = .now
    try writeLog()
    return try writeModel()
  }

  /// Whether model and log deserve to be written before the run ends; epochs may take no time.
  private var areResultsDue: Bool { (ContinuousClock.now - lastResults).inSeconds >= 5 }

  private var isCheckpointDue: Bool {
    (ContinuousClock.now - lastCheckpoint).inSeconds >= configuration.checkpointInterval
  }

  private func saveCheckpoint(_ report: (TrainingEvent) -> Void) throws(TrainingError) {
    let start = ContinuousClock.now
    try writeCheckpoint()
    lastCheckpoint = .now
    state.seconds += (lastCheckpoint - start).inSeconds
    report(.checkpoint(path: files.checkpoint, step: state.steps))
  }
}

extension Duration {
  /// The duration in seconds.
  var inSeconds: Double { self / .seconds(1) }
}
