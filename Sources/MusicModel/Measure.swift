/// What stands between two bar lines.
public struct Measure: Hashable, Sendable {
  /// The repeats in which this ending is played, where one starts here: `|1`, `[1,3`.
  public var ending: [Int]?

  /// The part label that stands before the measure: `P:A`.
  public var partLabel: String?

  /// Its notes, and the changes between them, in order of time.
  public var items: [MeasureItem]

  /// Further layers that sound together with ``items`` from the measure's start: overlay, `&`.
  public var overlays: [[MeasureItem]]

  /// The bar line that closes it; `nil` where the music just stops.
  public var barLine: BarLine?

  public init(
    ending: [Int]? = nil, partLabel: String? = nil, items: [MeasureItem] = [],
    overlays: [[MeasureItem]] = [], barLine: BarLine? = .single
  ) {
    self.ending = ending
    self.partLabel = partLabel
    self.items = items
    self.overlays = overlays
    self.barLine = barLine
  }

  /// The time that the items take together.
  public var duration: NoteDuration { items.reduce(.zero) { $0 + $1.duration } }
}

/// One symbol of a measure.
public enum MeasureItem: Hashable, Sendable {
  case note(Note)
  case chord(Chord)
  case rest(Rest)

  /// The next notes form a tuplet; their durations have its ratio applied already.
  case tuplet(Tuplet)

  /// A chord symbol above the next note: `"Am7"`.
  case chordSymbol(ChordSymbol)

  /// A text at the next note, with its placement mark: `"^fine"`.
  case annotation(String)

  /// A decoration that stands on no note: before a bar line, or at the measure's end.
  case decoration(String)

  /// A directive to players, `MIDI gchordoff`; in the header these are fields.
  case directive(String)

  // Rare and large: kept in boxes, so that notes need no room for them.
  indirect case meter(Meter)
  indirect case key(KeySignature)
  indirect case tempo(Tempo)

  /// The time it takes; zero for anything but notes, chords and rests.
  public var duration: NoteDuration {
    switch self {
    case .note(let note): note.duration
    case .chord(let chord): chord.duration
    case .rest(let rest): rest.duration
    default: .zero
    }
  }

  /// Whether it takes time: a note, a chord or a rest.
  public var isTimed: Bool {
    switch self {
    case .note, .chord, .rest: true
    default: false
    }
  }
}
