/// How music or text becomes tokens.
public enum EncodingKind: String, CaseIterable, Codable, Hashable, Sendable {
  /// Melodies as written: header, then notes, bar lines, repeats and endings.
  case tune

  /// Music as played: any number of parts, drums, velocities, tempo and meter.
  case events

  /// Music as played, as a piano roll: the pitches of each frame from high to low, then `STEP`.
  case frames

  /// Whitespace-separated words; pieces are separated by blank lines.
  case words

  /// Unicode scalars of any text; pieces are separated by blank lines.
  case characters

  /// Whether pieces are texts, with a vocabulary that is collected from them.
  public var isText: Bool { self == .words || self == .characters }
}
