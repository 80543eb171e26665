/// What is made of a tune beyond its notes.
public struct TuneStyle: Hashable, Sendable {
  public var feel = Feel.straight

  /// Whether chord symbols stand above the melody: those asked for, or else some that fit.
  public var writesChords = false

  /// Whether the chord symbols, which then are written too, are played as chords and bass.
  public var isAccompanied = false

  public init() {}
}
