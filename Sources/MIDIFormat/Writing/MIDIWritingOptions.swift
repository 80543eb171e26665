/// How a performance becomes a file.
public struct MIDIWritingOptions: Hashable, Sendable {
  /// Format 1, a track for each part after one for tempo, meter and key, or format 0, all in one.
  public var format: MIDIFile.Format

  /// The division, 1...32767; `nil` for 480 or, where some time falls between its ticks, for one
  /// that holds every time exactly, if there is one.
  public var ticksPerQuarter: Int?

  /// A copyright notice.
  public var copyright: String?

  /// How the music was made; found again as ``MIDIFile/recipeText``.
  public var recipe: String?

  /// Further texts for the start of the file.
  public var texts: [String]

  public init(
    format: MIDIFile.Format = .simultaneousTracks, ticksPerQuarter: Int? = nil,
    copyright: String? = nil, recipe: String? = nil, texts: [String] = []
  ) {
    self.format = format
    self.ticksPerQuarter = ticksPerQuarter
    self.copyright = copyright
    self.recipe = recipe
    self.texts = texts
  }
}
