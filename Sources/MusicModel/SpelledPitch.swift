/// A letter of the musical alphabet, without accidental or octave.
public enum PitchStep: Int, CaseIterable, Hashable, Sendable {
  case c, d, e, f, g, a, b

  /// Semitones above C in the C major scale.
  public var semitones: Int { [0, 2, 4, 5, 7, 9, 11][rawValue] }

  /// The upper-case letter.
  public var letter: Character { ["C", "D", "E", "F", "G", "A", "B"][rawValue] }

  /// Creates the step that a letter of either case names, or `nil` for any other character.
  public init?(letter: Character) {
    guard let index = "CDEFGAB".firstIndex(of: Character(letter.uppercased())) else { return nil }
    self.init(rawValue: "CDEFGAB".distance(from: "CDEFGAB".startIndex, to: index))
  }
}

/// A pitch as written, with letter, accidental and octave.
///
/// F sharp and G flat are two.
public struct SpelledPitch: Hashable, Sendable {
  /// The letter.
  public var step: PitchStep

  // A tune holds thousands of pitches: one byte a part keeps a note in half a cache line.
  @usableFromInline var storedAlteration: Int8
  @usableFromInline var storedOctave: Int8
  @usableFromInline var storedCents: Int8

  /// Creates a pitch; alteration and octave beyond -128...127 stay at that end.
  @inlinable
  public init(_ step: PitchStep, alteration: Int = 0, octave: Int, cents: Int = 0) {
    self.step = step
    storedAlteration = Int8(clamping: alteration)
    storedOctave = Int8(clamping: octave)
    storedCents = Int8(clamping: cents)
  }

  /// Semitones that the accidental adds: sharp 1, flat -1, natural 0.
  public var alteration: Int {
    get { Int(storedAlteration) }
    set { storedAlteration = Int8(clamping: newValue) }
  }

  /// The octave in scientific notation: middle C is C4.
  public var octave: Int {
    get { Int(storedOctave) }
    set { storedOctave = Int8(clamping: newValue) }
  }

  /// What a microtone adds to the alteration, in hundredths of a semitone, -99 to 99.
  public var cents: Int {
    get { Int(storedCents) }
    set { storedCents = Int8(clamping: newValue) }
  }

  /// The MIDI note number, middle C = 60, which may lie outside 0...127.
  public var pitch: Int { 12 * (octave + 1) + step.semitones + alteration }

  /// The number of diatonic steps above C0.
  public var staffPosition: Int { 7 * octave + step.rawValue }
}

extension SpelledPitch {
  /// Returns the pitch an interval higher, spelled so that the letters move with the interval.
  public func transposed(by interval: Interval) -> SpelledPitch {
    let position = staffPosition + interval.steps
    let octave = Int((Double(position) / 7).rounded(.down))
    let natural = SpelledPitch(PitchStep.allCases[position - 7 * octave], octave: octave)
    return SpelledPitch(
      natural.step, alteration: pitch + interval.semitones - natural.pitch, octave: octave,
      cents: cents)
  }

  /// The interval from another pitch up to this one.
  public func interval(from other: SpelledPitch) -> Interval {
    Interval(steps: staffPosition - other.staffPosition, semitones: pitch - other.pitch)
  }
}

/// The distance between two spelled pitches; down is negative.
public struct Interval: Hashable, Sendable {
  /// Staff positions: a third is 2.
  public var steps: Int

  /// Semitones: a major third is 4.
  public var semitones: Int

  public init(steps: Int, semitones: Int) {
    self.steps = steps
    self.semitones = semitones
  }

  /// The usual name of a number of semitones: 3 is a minor third, 6 an augmented fourth.
  public init(chromatic semitones: Int) {
    let octaves = Int((Double(semitones) / 12).rounded(.down))
    let steps = [0, 1, 1, 2, 2, 3, 3, 4, 5, 5, 6, 6][semitones - 12 * octaves]
    self.init(steps: 7 * octaves + steps, semitones: semitones)
  }

  /// The same distance the other way.
  public var inverted: Interval { Interval(steps: -steps, semitones: -semitones) }
}
