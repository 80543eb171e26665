/// Music as written: measures, repeats, endings, tuplets, graces, chords, voices.
public struct Tune: Hashable, Sendable {
  /// The number after `X:`.
  public var referenceNumber: Int?

  /// The titles, the first the main one.
  public var titles: [String]

  /// The kind of tune after `R:`: `jig`, `reel`.
  public var rhythm: String?

  /// The meter at the start.
  public var meter: Meter

  /// The length of a bare letter in ABC; a matter of writing, not of time.
  public var unitNoteLength: NoteDuration

  /// The key at the start.
  public var keySignature: KeySignature

  /// The tempo at the start.
  public var tempo: Tempo?

  /// The other fields of the header that are texts, in the order written: composer, source, notes.
  public var fields: [TextField]

  /// The order in which labelled parts are played, expanded: `P:A2B` is `["A", "A", "B"]`.
  public var partOrder: [String]

  /// The lines of music, at least one.
  public var voices: [Voice]

  public init(
    referenceNumber: Int? = nil, titles: [String] = [], rhythm: String? = nil,
    meter: Meter = .none, unitNoteLength: NoteDuration = NoteDuration(1, 8),
    keySignature: KeySignature = .cMajor, tempo: Tempo? = nil, fields: [TextField] = [],
    partOrder: [String] = [], voices: [Voice] = [Voice()]
  ) {
    self.referenceNumber = referenceNumber
    self.titles = titles
    self.rhythm = rhythm
    self.meter = meter
    self.unitNoteLength = unitNoteLength
    self.keySignature = keySignature
    self.tempo = tempo
    self.fields = fields
    self.partOrder = partOrder
    self.voices = voices
  }

  /// The main title, if there is one.
  public var title: String? { titles.first }
}

/// A header field that holds text, such as `C:trad.`.
public struct TextField: Hashable, Sendable {
  public var letter: Character
  public var text: String

  public init(_ letter: Character, _ text: String) {
    self.letter = letter
    self.text = text
  }
}
