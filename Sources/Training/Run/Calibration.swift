/// Measures the speed of the steps, to find how many fit into the minutes asked for.
///
/// The first measure comes early, so that the learning rate has a course to follow; two more mend it,
/// because a machine may be busy just then.
struct Calibration {
  /// Seconds asked for.
  let budget: Double

  /// Measures taken.
  private var stage = 0

  private var steps = 0
  private var positions = 0
  private var seconds = 0.0

  /// The parts of the budget that each measure takes.
  private static let shares = [0.03, 0.1, 0.2]

  /// The longest that the first measure may take, in seconds.
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

  /// Whether enough was measured for a figure.
  var hasMeasured: Bool {
    let wanted = Self.shares[stage] * budget
    return steps >= Self.skipped + Self.fewest
      && seconds >= (stage == 0 ? min(wanted, Self.longest) : wanted)
  }

  /// Begins the next measure; `nil` after the last.
  func next() -> Calibration? {
    guard stage + 1 < Self.shares.count else { return nil }
    var next = self
    next.stage += 1
    (next.positions, next.seconds) = (0, 0)
    return next
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
