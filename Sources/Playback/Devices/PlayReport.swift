/// How playing went.
public struct PlayReport: Hashable, Sendable {
  /// The frames that were played.
  public var frames: Int

  /// Frames per second.
  public var sampleRate: Int

  /// How often the device ran dry.
  public var underruns: Int

  /// Whether somebody asked for silence before the end.
  public var wasStopped: Bool

  /// The time that was played, in seconds.
  public var seconds: Double { Double(frames) / Double(sampleRate) }
}
