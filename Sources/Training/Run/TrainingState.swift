/// How far a run has come, apart from weights and optimizer.
struct TrainingState: Hashable, Codable {
  /// Epochs finished.
  var epoch = 0

  /// Groups of the current epoch that are done.
  var groupsDone = 0

  /// Steps taken since the start.
  var steps = 0

  /// The learning rates, and the end of the run where minutes decide it.
  var schedule: LearningRateSchedule

  /// Losses of the current epoch, summed, in nats.
  var lossSum = 0.0

  /// Tokens of the current epoch.
  var tokenCount = 0

  /// Seconds spent learning in the current epoch.
  var learningSeconds = 0.0

  /// Seconds since the start, pauses left out.
  var seconds = 0.0

  /// The epochs so far.
  var log = TrainingLog()

  /// How the best weights came about; `nil` before the first validation.
  var best: TrainingSummary?

  /// The mean loss of the current epoch, `nil` before its first step.
  var trainingLoss: Double? { tokenCount == 0 ? nil : lossSum / Double(tokenCount) }

  /// Epochs since the one with the lowest held-out loss; 0 where nothing is held out.
  var epochsSinceBest: Int {
    epoch - (log.records.last { $0.isBest }?.epoch ?? epoch)
  }

  /// Goes on to the next epoch.
  mutating func startNextEpoch() {
    epoch += 1
    groupsDone = 0
    (lossSum, tokenCount, learningSeconds) = (0, 0, 0)
  }
}
