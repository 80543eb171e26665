/// In which direction recurrent layers read a sequence.
public enum Direction: String, Hashable, Codable, Sendable, CaseIterable {
  /// From its beginning to its end.
  case forward

  /// Both ways; a layer's output is H numbers of each, side by side.
  ///
  /// Source: Schuster & Paliwal 1997.
  case concatenated = "bidirectional"

  /// Both ways; a layer's output is the sum of both.
  case summed = "bidirectional-sum"

  /// How often a layer reads the sequence.
  var passes: Int { self == .forward ? 1 : 2 }
}
