import MusicModel

/// How far an accidental reaches within its measure (ABC 2.1, section 11.3).
enum AccidentalReach {
  /// To the notes of that letter in every octave; the default.
  case pitch

  /// To the notes of that letter in the same octave.
  case octave

  /// To no other note.
  case note
}

/// The accidentals that hold at some point of a measure: what reader and writer both go by.
struct AccidentalState {
  var reach = AccidentalReach.pitch

  /// Alterations of the key, by step, in hundredths of a semitone.
  private var key: SIMD8<Int16>

  /// What holds now for each step, where accidentals reach to every octave.
  private var current: SIMD8<Int16>

  /// Whether ``current`` differs from ``key``.
  private var isAltered = false

  /// Accidentals of this measure that reach to one octave only.
  private var inOctave: [Written] = []

  /// Pitches that a tie carries over the bar line, for the next note only.
  private var carried: [SpelledPitch] = []

  private struct Written {
    var step: PitchStep
    var octave: Int
    var accidental: WrittenAccidental
  }

  init(key: KeySignature) {
    self.key = Self.alterations(of: key)
    current = self.key
  }

  private static func alterations(of key: KeySignature) -> SIMD8<Int16> {
    let sharps = key.sharps
    if key.accidentals.isEmpty, !key.replacesMode, key.mode != nil, abs(sharps) <= 7 {
      return plain(sharps: sharps)
    }
    var alterations = SIMD8<Int16>.zero
    for step in PitchStep.allCases {
      alterations[step.rawValue] =
        WrittenAccidental(semitones: key.alteration(of: step)).hundredths
    }
    return alterations
  }

  /// The signature of some sharps, or flats where negative: F C G D A E B, or the other way round.
  private static func plain(sharps: Int) -> SIMD8<Int16> {
    let order = SIMD8<Int16>(1, 3, 5, 0, 2, 4, 6, 8)
    let count = SIMD8<Int16>(repeating: Int16(abs(sharps)))
    // Flats come in the opposite order, 6 - position.
    let position = sharps < 0 ? 6 &- order : order
    return SIMD8(repeating: 0).replacing(
      with: SIMD8(repeating: sharps < 0 ? -100 : 100), where: position .< count)
  }

  /// Puts another key in force from here on.
  mutating func change(to key: KeySignature) {
    self.key = Self.alterations(of: key)
    current = self.key
    isAltered = false
    inOctave = []
  }

  /// Forgets the accidentals of the measure that ended.
  ///
  /// - Parameter last: The last note, chord or rest before the bar line, whose ties reach over it.
  mutating func startMeasure(after last: MeasureItem?) {
    startMeasure()
    guard let last else { return }
    switch last {
    case .note(let note) where note.isTied: carried.append(note.pitch)
    case .chord(let chord): carried = chord.notes.filter(\.isTied).map(\.pitch)
    default: break
    }
  }

  /// Forgets the accidentals of the measure that ended, where no tie reaches over its bar line.
  @inline(__always)
  mutating func startMeasure() {
    if isAltered {
      current = key
      isAltered = false
    }
    if !inOctave.isEmpty { inOctave = [] }
    endCarrying()
  }

  /// Ends what ties carried over the bar line, after a note, chord or rest.
  @inline(__always)
  mutating func endCarrying() {
    if !carried.isEmpty { carried.removeAll(keepingCapacity: true) }
  }

  /// The alteration of a note that is written without an accidental.
  @inline(__always)
  func implied(_ step: PitchStep, octave: Int) -> WrittenAccidental {
    if carried.isEmpty, inOctave.isEmpty {
      return WrittenAccidental(hundredths: current[step.rawValue])
    }
    if let tied = carried.first(where: { $0.step == step && $0.octave == octave }) {
      return WrittenAccidental(of: tied)
    }
    if let written = inOctave.last(where: { $0.step == step && $0.octave == octave }) {
      return written.accidental
    }
    return WrittenAccidental(hundredths: current[step.rawValue])
  }

  /// Enters an accidental that is written in this measure.
  mutating func write(_ accidental: WrittenAccidental, _ step: PitchStep, octave: Int) {
    switch reach {
    case .pitch:
      current[step.rawValue] = accidental.hundredths
      isAltered = true
    case .octave:
      inOctave.removeAll { $0.step == step && $0.octave == octave }
      inOctave.append(Written(step: step, octave: octave, accidental: accidental))
    case .note: break
    }
  }
}
