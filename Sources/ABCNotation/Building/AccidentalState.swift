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
  private var key: [7 of Int]

  /// Accidentals of this measure, by step and, where the reach asks for it, by octave.
  private var measure: [Written] = []

  /// Pitches that a tie carries over the bar line, for the next note only.
  private var carried: [SpelledPitch] = []

  private struct Written {
    var step: PitchStep
    var octave: Int
    var accidental: WrittenAccidental
  }

  init(key: KeySignature) {
    self.key = InlineArray { key.alteration(of: PitchStep.allCases[$0]) }
  }

  /// Puts another key in force from here on.
  mutating func change(to key: KeySignature) {
    self.key = InlineArray { key.alteration(of: PitchStep.allCases[$0]) }
    measure.removeAll(keepingCapacity: true)
  }

  /// Forgets the accidentals of the measure that ended.
  ///
  /// - Parameter last: The last note, chord or rest before the bar line, whose ties reach over it.
  mutating func startMeasure(after last: MeasureItem?) {
    if !measure.isEmpty { measure.removeAll(keepingCapacity: true) }
    carried.removeAll(keepingCapacity: true)
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
    if let tied = carried.first(where: { $0.step == step && $0.octave == octave }) {
      return WrittenAccidental(alteration: tied.alteration, cents: tied.cents)
    }
    if !measure.isEmpty,
      let written = measure.last(where: {
        $0.step == step && (reach == .pitch || $0.octave == octave)
      })
    {
      return written.accidental
    }
    return WrittenAccidental(alteration: key[step.rawValue], cents: 0)
  }

  /// Enters an accidental that is written in this measure.
  mutating func write(_ accidental: WrittenAccidental, _ step: PitchStep, octave: Int) {
    guard reach != .note else { return }
    measure.removeAll { $0.step == step && (reach == .pitch || $0.octave == octave) }
    measure.append(Written(step: step, octave: octave, accidental: accidental))
  }
}
