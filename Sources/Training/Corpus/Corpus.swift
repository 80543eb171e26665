public import MusicModel
public import NoteVocabulary

/// Tunes or texts from files, as tokens, with what was noticed on the way.
public struct Corpus: Sendable {
  /// What the tokens mean.
  public var vocabulary: Vocabulary

  /// The usable tunes, all different, in the order of the files.
  public var items: [CorpusItem]

  /// The places of items with much the same melody as an earlier one, and its place: those of a
  /// melody are held out together.
  public var repeats: [Int: Int] = [:]

  /// How many tunes there were and what became of them.
  public var totals: CorpusTotals

  /// What was noticed, in the order of the files; an error says why a tune is missing.
  public var diagnostics: [Diagnostic]
}

/// One tune of a corpus.
public struct CorpusItem: Hashable, Sendable {
  /// The title, if there is one.
  public var title: String?

  /// Where it stands.
  public var location: SourceLocation

  /// The tokens, from the start token to the end token.
  public var tokens: [Int32]
}

/// How many tunes some files hold and what became of them.
public struct CorpusTotals: Hashable, Sendable {
  /// Files read.
  public var files = 0

  /// Tunes found.
  public var found = 0

  /// Tunes left out, each for a reason among the diagnostics.
  public var rejected = 0

  /// Tunes used although something about them was noticed, or repaired.
  public var repaired = 0

  /// Tunes left out because an earlier one has the same tokens.
  public var duplicates = 0

  /// What the encoding leaves out of the tunes found.
  public var dropped = DroppedContent()

  /// Tunes used.
  public var used: Int { found - rejected - duplicates }
}
