/// Where a run stands, for a display.
public struct TrainingProgress: Hashable, Sendable {
  /// The epoch at work, from 1.
  public var epoch: Int

  /// How far into the epoch the run is, 0...1.
  public var epochShare: Double

  /// Steps taken.
  public var step: Int

  /// Steps in all; `nil` while the speed is measured.
  public var totalSteps: Int?

  /// The recent mean loss while learning, in nats per token.
  public var loss: Double

  /// The lowest loss on held-out tunes so far, in nats per token.
  public var bestValidationLoss: Double?

  /// Tokens learned from per second, lately.
  public var tokensPerSecond: Double

  /// Seconds since the start, pauses left out.
  public var seconds: Double

  /// Seconds to go; `nil` while the speed is measured.
  public var remainingSeconds: Double?
}

/// What a run tells while it is under way.
public enum TrainingEvent: Sendable {
  /// A step is done; comes a few times a second.
  case progress(TrainingProgress)

  /// An epoch is done and measured.
  case epoch(EpochRecord)

  /// The state was saved; a resumed run starts from here.
  case checkpoint(path: String, step: Int)
}
