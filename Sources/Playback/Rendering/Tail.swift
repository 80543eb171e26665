/// How long the music rings after its last event.
public enum Tail: Hashable, Sendable {
  /// Until the last voice and its reverberation are silent, at most ten seconds.
  case untilSilent

  /// A fixed time in seconds.
  case seconds(Double)
}
