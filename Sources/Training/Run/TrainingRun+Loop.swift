import Glibc
import RecurrentNetwork

extension TrainingRun {
  /// Learns until the end or until asked to stop.
  ///
  /// - Parameters:
  ///   - cancellation: Checked after every step.
  ///   - report: Told how the run goes.
  /// - Throws: ``TrainingError``; weights and checkpoint written before stay.
  public func run(
    cancellation: CancellationFlag? = nil, report: (TrainingEvent) -> Void = { _ in }
  ) throws(TrainingError) -> TrainingOutcome {
    lastCheckpoint = .now
    if state.steps == 0 { try saveCheckpoint(report) }
    // A run stopped after its last step has an epoch to finish still.
    while !isFinished || state.groupsDone > 0 {
      let plan = plan(ofEpoch: state.epoch)
      while state.groupsDone < plan.groups.count && !isFinished {
        try learn(from: plan.groups[state.groupsDone])
        fixLengthWhenMeasured(plan)
        if meter.isDue() {
          let share = Double(state.groupsDone) / Double(plan.groups.count)
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
    switch configuration.length {
    case .epochs(let count): state.epoch >= count
    case .minutes: state.schedule.totalSteps.map { state.steps >= $0 } ?? false
    }
  }

  /// The use of the seed that the order of the tunes has.
  private static let orderStream: UInt64 = 0x6f72_6465_72

  private func plan(ofEpoch epoch: Int) -> BatchPlan {
    var generator = CounterGenerator(seed: configuration.seed, stream: Self.orderStream)
      .split(UInt64(epoch))
    return batcher.plan(using: &generator)
  }

  /// Takes the steps of one group.
  private func learn(from group: BatchPlan.Group) throws(TrainingError) {
    for batch in batcher.batches(of: group) {
      let start = ContinuousClock.now
      let rate = Float(state.schedule.rate(at: state.steps))
      let result: StepResult
      do {
        result = try trainer.step(batch, learningRate: rate)
      } catch {
        if case .lossNotFinite = error { try keepLastGoodWeights() }
        throw TrainingError(error)
      }
      let seconds = (ContinuousClock.now - start).inSeconds
      state.steps += 1
      state.lossSum += result.lossSum
      state.tokenCount += result.tokenCount
      state.learningSeconds += seconds
      state.seconds += seconds
      meter.add(lossSum: result.lossSum, tokens: result.tokenCount, seconds: seconds)
      calibration?.add(positions: batch.timeSteps * batch.batchSize, seconds: seconds)
    }
    state.groupsDone += 1
  }

  /// Turns the minutes asked for into a number of steps, whenever the speed was measured.
  private func fixLengthWhenMeasured(_ plan: BatchPlan) {
    guard let measured = calibration, measured.hasMeasured else { return }
    let left = measured.stepsLeft(
      elapsed: state.seconds, epoch: batcher.size(of: plan),
      validationPositions: evaluator.positions)
    state.schedule.fix(totalSteps: state.steps + left, taken: state.steps)
    calibration = measured.next()
    // The number has to survive a kill: without it a resumed run would measure again.
    lastCheckpoint = .now - .seconds(configuration.checkpointInterval)
  }

  /// Measures, and keeps the weights if they are the best.
  private func finishEpoch() throws(TrainingError) -> EpochRecord {
    let start = ContinuousClock.now
    let loss = try validationLoss()
    let isBest = loss.map { $0 < state.best?.validationLoss ?? .infinity } ?? true
    let trainingLoss = state.trainingLoss ?? 0
    let tokens = Double(state.tokenCount)
    let rate = state.schedule.rate(at: max(0, state.steps - 1))
    let learningSeconds = state.learningSeconds
    if isBest {
      best = trainer.network
      state.best = trainingSummary(epochs: state.epoch + 1, validationLoss: loss)
    }
    state.startNextEpoch()
    state.seconds += (ContinuousClock.now - start).inSeconds
    let record = EpochRecord(
      epoch: state.epoch, step: state.steps, seconds: state.seconds, trainingLoss: trainingLoss,
      validationLoss: loss, learningRate: rate, tokensPerSecond: tokens / learningSeconds,
      isBest: isBest)
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
