import ABCNotation
public import NoteVocabulary

/// Tunes and texts as a person reads them, to compare models whose tokens differ.
public enum PrintedText {
  /// How many characters some tokens come to: a tune printed as ABC, words with a space between;
  /// `nil` for what has no text.
  public static func characterCount(_ tokens: [Int32], _ vocabulary: Vocabulary) -> Int? {
    switch vocabulary.kind {
    case .tune:
      guard let tune = try? TuneEncoding(vocabulary).decode(tokens) else { return nil }
      return ABCWriter().write(tune).count
    case .words, .characters:
      return try? TextEncoding(vocabulary).decode(tokens).count
    default:
      return nil
    }
  }
}
