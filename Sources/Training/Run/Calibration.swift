/// Measures the speed of the first steps, to find how many fit into the minutes asked for.
struct Calibration {
  /// Seconds asked for.
  let budget: Double

  private var steps = 0
  private var positions = 0
  private var seconds = 0.0

  /// The part of the budget spent on measuring, at most ``longest``.
  private static let share = 0.03
  private static let longest = 20.0

  /// Steps that are left out of the measure, because they set up the engine.
  private static let skipped = 2

  /// Steps to measure, at least.
  private static let fewest = 8

  /// What a forward pass costs as a part of a training step.
  private static let forwardShare = 0.35

  init(minutes: Double) {
    budget = 60 * minutes
  }

  /// Adds a step over so many positions, padding included.
  mutating func add(positions: Int, seconds: Double) {
    steps += 1
    guard steps > Self.skipped else { return }
    self.positions += positions
    self.seconds += seconds
  }

  /// Whether enough was measured.
  var isComplete: Bool {
    steps >= Self.skipped + Self.fewest
      && (seconds >= min(Self.share * budget, Self.longest) || seconds >= budget)
  }

  /// The steps that fit into the rest of the budget, validation after each epoch paid for.
  ///
  /// - Parameters:
  ///   - elapsed: Seconds of the budget that are gone.
  ///   - epoch: Steps and positions of one epoch.
  ///   - validationPositions: Positions of one validation.
  func stepsLeft(
    elapsed: Double, epoch: (steps: Int, positions: Int), validationPositions: Int
  ) -> Int {
    let secondsPerPosition = seconds / Double(max(positions, 1))
    let validation = Self.forwardShare * secondsPerPosition * Double(validationPositions)
    let learning = secondsPerPosition * Double(epoch.positions)
    let epochs = max(0, budget - elapsed - validation) / (learning + validation)
    return Int(epochs * Double(epoch.steps))
  }
}
