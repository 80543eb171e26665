/// A tempo as written: `Q:1/4=120`, `Q:"Allegro"`, `Q:1/4 3/8 1/4 3/8=40 "slow"`.
public struct Tempo: Hashable, Sendable {
  /// Beats per minute, of the beat that ``beats`` add up to; `nil` where only a text is given.
  public var beatsPerMinute: Double?

  /// The lengths whose sum is one beat.
  public var beats: [NoteDuration]

  /// A text printed before or after the figures.
  public var text: String?

  /// Whether the text stands before the figures.
  public var textComesFirst: Bool

  public init(
    beats: [NoteDuration], beatsPerMinute: Double?, text: String? = nil,
    textComesFirst: Bool = true
  ) {
    self.beats = beats
    self.beatsPerMinute = beatsPerMinute
    self.text = text
    self.textComesFirst = textComesFirst
  }

  /// Quarter notes per minute, or `nil` where only a text is given.
  public var quartersPerMinute: Double? {
    guard let beatsPerMinute else { return nil }
    return beatsPerMinute * beats.reduce(.zero, +).wholeNotes * 4
  }
}
