/// Smooths what a display shows, and limits how often it changes.
struct ProgressMeter {
  private var loss: Double?
  private var tokensPerSecond: Double?
  private var secondsPerStep: Double?
  private var lastReport: ContinuousClock.Instant?

  /// Steps that the means remember.
  private static let memory = 30.0

  /// The shortest time between two reports.
  var interval = Duration.milliseconds(200)

  /// Adds a step.
  mutating func add(lossSum: Double, tokens: Int, seconds: Double) {
    guard tokens > 0, seconds > 0 else { return }
    Self.mix(&loss, lossSum / Double(tokens))
    Self.mix(&tokensPerSecond, Double(tokens) / seconds)
    Self.mix(&secondsPerStep, seconds)
  }

  /// Whether it is time for a report, which then counts as made.
  mutating func isDue() -> Bool {
    let now = ContinuousClock.now
    if let lastReport, now - lastReport < interval { return false }
    lastReport = now
    return true
  }

  /// What to show.
  func progress(_ state: TrainingState, epochShare: Double) -> TrainingProgress {
    let total = state.schedule.totalSteps
    return TrainingProgress(
      epoch: state.epoch + 1, epochShare: epochShare, step: state.steps, totalSteps: total,
      loss: loss ?? .nan, bestValidationLoss: state.best?.validationLoss,
      tokensPerSecond: tokensPerSecond ?? 0, seconds: state.seconds,
      remainingSeconds: total.map { Double(max(0, $0 - state.steps)) * (secondsPerStep ?? 0) })
  }

  private static func mix(_ mean: inout Double?, _ value: Double) {
    mean = mean.map { $0 + (value - $0) / memory } ?? value
  }
}
