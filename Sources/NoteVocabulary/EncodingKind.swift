/// How music or text becomes tokens.
public enum EncodingKind: String, CaseIterable, Codable, Hashable, Sendable {
  /// Melodies as written: header, then notes, bar lines, repeats and endings.
  case tune

  /// Whitespace-separated words; pieces are separated by blank lines.
  case words

  /// Unicode scalars of any text; pieces are separated by blank lines.
  case characters
}
