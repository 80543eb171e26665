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

  /// Alterations of the key, by step.
  private var key: [7 of WrittenAccidental]

  /// What holds now for each step, where accidentals reach to every octave.
  private var current: [7 of WrittenAccidental]

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

  private static func alterations(of key: KeySignature) -> [7 of WrittenAccidental] {
    InlineArray {
      WrittenAccidental(alteration: key.alteration(of: PitchStep.allCases[$0]), cents: 0)
    }
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
    if isAltered {
      current = key
      isAltered = false
    }
    if !inOctave.isEmpty { inOctave = [] }
    endCarrying()
    switch last {
    case .note(let note) where note.isTied: carried.append(note.pitch)
    case .chord(let chord): carried = chord.notes.filter(\.isTied).map(\.pitch)
    default: break
    }
  }

  /// Ends what ties carried over the bar line, after a note, chord or rest.
  mutating func endCarrying() {
    if !carried.isEmpty { carried.removeAll(keepingCapacity: true) }
  }

  /// The alteration of a note that is written without an accidental.
  func implied(_ step: PitchStep, octave: Int) -> WrittenAccidental {
    if carried.isEmpty, inOctave.isEmpty { return current[step.rawValue] }
    if let tied = carried.first(where: { $0.step == step && $0.octave == octave }) {
      return WrittenAccidental(alteration: tied.alteration, cents: tied.cents)
    }
    if let written = inOctave.last(where: { $0.step == step && $0.octave == octave }) {
      return written.accidental
    }
    return current[step.rawValue]
  }

  /// Enters an accidental that is written in this measure.
  mutating func write(_ accidental: WrittenAccidental, _ step: PitchStep, octave: Int) {
    switch reach {
    case .pitch:
      current[step.rawValue] = accidental
      isAltered = true
    case .octave:
      inOctave.removeAll { $0.step == step && $0.octave == octave }
      inOctave.append(Written(step: step, octave: octave, accidental: accidental))
    case .note: break
    }
  }
}
