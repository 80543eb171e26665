import MusicModel

extension VoiceBuilder {
  /// The most notes in one chord, and in one group of grace notes.
  private static let largestGroup = 256

  /// Reads a note: into the open chord or grace group, or as a note of its own.
  mutating func read(_ written: WrittenNote, at offset: Int, _ context: inout TuneContext) {
    guard let step = PitchStep(rawValue: Int(written.step)) else { return }
    let (pitch, isCourtesy) = pitch(written, step)
    let duration = context.duration(written.length, unit: unitNoteLength, at: offset)
    if graces != nil || chord != nil {
      addToGroup(pitch, duration, isCourtesy)
      return
    }
    addTimed(
      .note(
        Note(
          pitch, inTime(duration, at: offset, &context), hasCourtesyAccidental: isCourtesy,
          ornaments: takePending())),
      at: offset, takesLyrics: true, &context)
  }

  /// Adds a note to the open grace group or chord.
  private mutating func addToGroup(
    _ pitch: SpelledPitch, _ duration: NoteDuration, _ isCourtesy: Bool
  ) {
    if graces != nil {
      if graces?.notes.count ?? 0 < Self.largestGroup {
        graces?.notes.append(Note(pitch, duration, hasCourtesyAccidental: isCourtesy))
      }
      return
    }
    let note = Note(
      pitch, duration, hasCourtesyAccidental: isCourtesy, ornaments: takePending())
    if chord?.notes.count ?? 0 < Self.largestGroup { chord?.notes.append(note) }
  }

  /// The pitch of a note by its accidental, the measure's and the key's.
  @inline(__always)
  private mutating func pitch(
    _ written: WrittenNote, _ step: PitchStep
  ) -> (SpelledPitch, isCourtesy: Bool) {
    let octave = Int(written.octave) + octaveShift + clefOctaves
    let implied = accidentals.implied(step, octave: octave)
    var accidental = implied
    var isCourtesy = false
    if let explicit = written.accidental {
      accidental = explicit
      isCourtesy = explicit == implied
      accidentals.write(explicit, step, octave: octave)
    }
    let pitch = SpelledPitch(
      step, alteration: accidental.alteration, octave: octave, cents: accidental.cents)
    guard laterTransposition != 0 else { return (pitch, isCourtesy) }
    return (pitch.transposed(by: Interval(chromatic: laterTransposition)), false)
  }

  /// Applies the open tuplet and broken rhythm to a duration.
  @inline(__always)
  private mutating func inTime(
    _ duration: NoteDuration, at offset: Int, _ context: inout TuneContext
  ) -> NoteDuration {
    tuplet == nil && brokenRhythm == 0 ? duration : changedInTime(duration, at: offset, &context)
  }

  private mutating func changedInTime(
    _ duration: NoteDuration, at offset: Int, _ context: inout TuneContext
  ) -> NoteDuration {
    var duration = duration
    if let tuplet { duration = context.scaled(duration, by: tuplet.ratio, at: offset) }
    if brokenRhythm != 0 {
      duration = context.scaled(duration, by: BrokenRhythm.after(brokenRhythm), at: offset)
    }
    return duration
  }

  /// Reads `z`, `x`, `Z` or `X`.
  mutating func readRest(
    _ letter: UInt8, _ length: WrittenLength, at offset: Int, _ context: inout TuneContext
  ) {
    guard chord == nil, graces == nil else {
      context.findings.warn(
        graces == nil ? .badChord : .badGrace,
        "rest inside of \(graces == nil ? "a chord" : "grace notes"); left out", at: offset,
        fix: "delete the '\(Unicode.Scalar(letter))'")
      return
    }
    let isVisible = letter.lowercased == UInt8(ascii: "z")
    if letter != letter.lowercased {
      let count = length.denominator == 1 && (1...4096).contains(length.numerator)
      if !count {
        context.findings.warn(
          .badLength, "a rest of measures needs a whole number from 1 to 4096; read as one",
          at: offset)
      }
      let measures = count ? Int(length.numerator) : 1
      let full = meter.measureDuration ?? .whole
      let duration = context.scaled(full, by: NoteDuration(measures), at: offset)
      addTimed(
        .rest(
          Rest(duration, isVisible: isVisible, measures: measures, ornaments: takePending())),
        at: offset, takesLyrics: false, &context)
      return
    }
    let written = context.duration(length, unit: unitNoteLength, at: offset)
    let duration = inTime(written, at: offset, &context)
    addTimed(
      .rest(Rest(duration, isVisible: isVisible, ornaments: takePending())),
      at: offset, takesLyrics: false, &context)
  }
}

// MARK: - Chords

extension VoiceBuilder {
  mutating func startChord(at offset: Int, _ context: inout TuneContext) {
    if graces != nil { return }
    if chord != nil { endChord(WrittenLength(), at: offset, &context, isClosed: false) }
    held = takePending()
    chord = OpenChord(start: offset)
  }

  /// Ends the open chord; its duration is the first note's (ABC 2.1, section 4.17).
  mutating func endChord(
    _ outer: WrittenLength, at offset: Int, _ context: inout TuneContext, isClosed: Bool = true
  ) {
    guard var open = chord else { return }
    chord = nil
    if !isClosed {
      context.findings.warn(
        .badChord, "chord without ']'; closed at this point", at: open.start)
    }
    var ornaments = held
    held = .none
    guard !open.notes.isEmpty else {
      pending = ornaments
      hasPending = !pending.isEmpty
      context.findings.warn(.badChord, "chord without notes; left out", at: open.start)
      return
    }
    let factor = context.duration(outer, unit: .whole, at: offset)
    for index in open.notes.indices {
      let duration = context.scaled(open.notes[index].duration, by: factor, at: offset)
      open.notes[index].duration = inTime(duration, at: offset, &context)
    }
    if let graces = open.notes[0].ornaments.graces, ornaments.graces == nil {
      ornaments.graces = graces
      open.notes[0].ornaments.graces = nil
    }
    let item = Chord(open.notes, duration: open.notes[0].duration, ornaments: ornaments)
    addTimed(.chord(item), at: open.start, takesLyrics: true, &context)
  }
}

// MARK: - Grace notes

extension VoiceBuilder {
  mutating func startGraces(
    isAcciaccatura: Bool, at offset: Int, _ context: inout TuneContext
  ) {
    if graces != nil { endGraces(at: offset, &context) }
    graces = OpenGraces(isAcciaccatura: isAcciaccatura, start: offset)
  }

  mutating func endGraces(at offset: Int, _ context: inout TuneContext) {
    guard let open = graces else {
      context.findings.warn(.badGrace, "'}' without '{'; ignored", at: offset)
      return
    }
    graces = nil
    guard !open.notes.isEmpty else { return }
    // Two groups in a row are one.
    let earlier = pending.graces?.notes ?? []
    pending.graces = GraceGroup(
      earlier + open.notes,
      isAcciaccatura: open.isAcciaccatura || pending.graces?.isAcciaccatura == true)
    hasPending = true
  }
}

/// The lengths that `>` and `<` give (ABC 2.1, section 4.4).
enum BrokenRhythm {
  /// The most signs in a row.
  static let limit = 6

  /// The factor of the note before: `>` dots it, `<` halves it.
  static func before(_ signs: Int) -> NoteDuration { factor(signs) }

  /// The factor of the note after.
  static func after(_ signs: Int) -> NoteDuration { factor(-signs) }

  private static func factor(_ signs: Int) -> NoteDuration {
    let parts = 1 << abs(signs)
    return NoteDuration(signs > 0 ? 2 * parts - 1 : 1, parts)
  }
}
