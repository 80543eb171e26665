/// What one epoch came to: a line of the log.
public struct EpochRecord: Hashable, Codable, Sendable {
  /// Epochs finished, this one included; the last may be cut short.
  public var epoch: Int

  /// Steps taken since the start of the run.
  public var step: Int

  /// Seconds since the start of the run, pauses left out.
  public var seconds: Double

  /// The mean loss while learning, dropout included, in nats per token.
  public var trainingLoss: Double

  /// The loss on the held-out tunes in nats per token; `nil` where there are none.
  public var validationLoss: Double?

  /// The loss on the held-out tunes in nats per frame; `nil` where tokens are no frames.
  public var validationFrameLoss: Double?

  /// The learning rate of the last step.
  public var learningRate: Double

  /// Tokens learned from per second, validation left out.
  public var tokensPerSecond: Double

  /// Whether the held-out loss is the lowest so far, so that the weights were kept.
  public var isBest: Bool
}
