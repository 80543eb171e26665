/// One written note.
public struct Note: Hashable, Sendable {
  /// The exact time it takes, tuplets and broken rhythm applied.
  public var duration: NoteDuration

  public var ornaments: Ornaments

  public var pitch: SpelledPitch

  /// Whether it is tied to the next note of its pitch.
  public var isTied: Bool

  /// Whether the accidental is written out although key or measure already give it.
  public var hasCourtesyAccidental: Bool

  public init(
    _ pitch: SpelledPitch, _ duration: NoteDuration, isTied: Bool = false,
    hasCourtesyAccidental: Bool = false, ornaments: Ornaments = .none
  ) {
    self.pitch = pitch
    self.duration = duration
    self.isTied = isTied
    self.hasCourtesyAccidental = hasCourtesyAccidental
    self.ornaments = ornaments
  }
}

/// Notes struck together: `[CEG]`.
public struct Chord: Hashable, Sendable {
  /// The notes in the order written, at least one; each has its own length and tie.
  public var notes: [Note]

  /// The time until the next note: the length of the first note (ABC 2.1, section 4.17).
  public var duration: NoteDuration

  public var ornaments: Ornaments

  public init(_ notes: [Note], duration: NoteDuration, ornaments: Ornaments = .none) {
    self.notes = notes
    self.duration = duration
    self.ornaments = ornaments
  }
}

/// Silence: `z`, `x`, `Z4`.
public struct Rest: Hashable, Sendable {
  /// The time it takes, all measures of a multi-measure rest included.
  public var duration: NoteDuration

  /// Whether it is printed; `x` is not.
  public var isVisible: Bool

  /// The number of whole measures of `Z` and `X`, zero for a plain rest.
  private var measureCount: UInt32 = 0

  public var ornaments: Ornaments

  public init(
    _ duration: NoteDuration, isVisible: Bool = true, measures: Int? = nil,
    ornaments: Ornaments = .none
  ) {
    self.duration = duration
    self.isVisible = isVisible
    self.ornaments = ornaments
    self.measures = measures
  }

  /// The number of whole measures of `Z` and `X`; `nil` for a plain rest.
  public var measures: Int? {
    get { measureCount == 0 ? nil : Int(measureCount) }
    set { measureCount = UInt32(clamping: newValue ?? 0) }
  }
}

/// Grace notes: `{gef}`, or with a slash `{/g}`.
public struct GraceGroup: Hashable, Sendable {
  /// One grace note; chords in a grace group are several with the same `index`.
  public var notes: [Note]

  /// Whether it is an acciaccatura, written with a slash.
  public var isAcciaccatura: Bool

  public init(_ notes: [Note], isAcciaccatura: Bool = false) {
    self.notes = notes
    self.isAcciaccatura = isAcciaccatura
  }
}

/// `count` notes or rests in the time that a ratio gives: `(p:q:r`.
public struct Tuplet: Hashable, Sendable {
  /// The p of `(p:q:r`, the notes that are written.
  public var actual: Int

  /// The q of `(p:q:r`, the notes whose time they take.
  public var normal: Int

  /// The r of `(p:q:r`, how many notes, chords and rests follow in this ratio.
  public var count: Int

  public init(_ actual: Int, inTimeOf normal: Int, count: Int) {
    self.actual = actual
    self.normal = normal
    self.count = count
  }

  /// What a written length is multiplied with: `normal / actual`.
  public var ratio: NoteDuration { NoteDuration(normal, actual) }
}
