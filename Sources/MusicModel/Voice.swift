/// One line of music within a tune.
public struct Voice: Hashable, Sendable {
  /// The identifier after `V:`; `"1"` where a tune has no `V:`.
  public var id: String

  /// The voice's name, for a track.
  public var name: String?

  /// The clef as ABC writes it (`treble`, `bass-8`); `nil` for the default.
  public var clef: String?

  /// Semitones that the voice sounds above what is written.
  public var transposition: Int

  /// The General MIDI program, 0...127, where the source names one.
  public var program: Int?

  /// The MIDI channel, 0...15, where the source names one.
  public var channel: Int?

  /// The bar line before the first measure, where one is written: `|:`.
  public var openingBarLine: BarLine?

  public var measures: [Measure]

  public init(
    id: String = "1", name: String? = nil, clef: String? = nil, transposition: Int = 0,
    program: Int? = nil, channel: Int? = nil, openingBarLine: BarLine? = nil,
    measures: [Measure] = []
  ) {
    self.id = id
    self.name = name
    self.clef = clef
    self.transposition = transposition
    self.program = program
    self.channel = channel
    self.openingBarLine = openingBarLine
    self.measures = measures
  }
}
