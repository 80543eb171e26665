import MusicModel

extension TuneWriter {
  mutating func write(_ note: Note) throws(EncodingError) {
    count(note.ornaments)
    if let graces = note.ornaments.graces { try write(graces) }
    try write(takeWritten(note.duration), impliedBy: unit)
    try write(pitchOf: note)
  }

  mutating func write(_ chord: Chord) throws(EncodingError) {
    count(chord.ornaments)
    if let graces = chord.ornaments.graces { try write(graces) }
    let ratio = tuplet.ratio
    let duration = try takeWritten(chord.duration)
    try write(duration, impliedBy: unit)
    append(.chordStart)
    for note in chord.notes {
      count(note.ornaments)
      if let graces = note.ornaments.graces { try write(graces) }
      try write(divide(note.duration, by: ratio), impliedBy: duration)
      try write(pitchOf: note)
    }
    append(.chordEnd)
  }

  mutating func write(_ rest: Rest) throws(EncodingError) {
    count(rest.ornaments)
    if let graces = rest.ornaments.graces { try write(graces) }
    let duration = try takeWritten(rest.duration)
    guard let measures = rest.measures else {
      try write(duration, impliedBy: unit)
      return append(rest.isVisible ? .rest : .invisibleRest)
    }
    try write(duration, impliedBy: meter.duration(ofMeasures: measures) ?? unit)
    try spell(rest.isVisible ? .measuresRest : .invisibleMeasuresRest, measures)
  }

  private mutating func write(_ graces: GraceGroup) throws(EncodingError) {
    append(graces.isAcciaccatura ? .acciaccaturaStart : .graceStart)
    for note in graces.notes {
      count(note.ornaments)
      dropped[.nestedGraces] += note.ornaments.graces?.notes.count ?? 0
      try check(note.duration)
      let scaled = graceScale == .whole ? note.duration : note.duration * graceScale
      try write(check(scaled), impliedBy: unit)
      try write(pitchOf: note)
    }
    append(.graceEnd)
  }

  private mutating func write(pitchOf note: Note) throws(EncodingError) {
    let pitch = transposition(note.pitch)
    if let id = table.id(of: pitch) {
      tokens.append(id)
    } else {
      guard abs(note.pitch.octave) < 1000, abs(note.pitch.alteration) < 1000,
        abs(note.pitch.cents) < 100
      else { throw .unreasonablePitch(note.pitch, measure: measure) }
      try spell(.spelledPitch, pitch.step.rawValue, pitch.octave, pitch.alteration, pitch.cents)
    }
    if note.isTied { append(.tie) }
    if note.hasCourtesyAccidental { dropped[.courtesyAccidentals] += 1 }
  }

  private mutating func write(
    _ duration: NoteDuration, impliedBy implied: NoteDuration
  ) throws(EncodingError) {
    guard duration != implied else { return }
    if let id = table.id(of: duration) { return tokens.append(id) }
    try spell(.spelledDuration, duration.numerator, duration.denominator)
  }

  mutating func write(_ tuplet: Tuplet) throws(EncodingError) {
    guard tuplet.isPossible else {
      dropped[.impossibleTuplets] += 1
      return
    }
    self.tuplet = TupletProgress(tuplet)
    if let id = table.id(of: .tuplet(tuplet)) { return tokens.append(id) }
    try spell(.spelledTuplet, tuplet.actual, tuplet.normal, tuplet.count)
  }

  private mutating func count(_ ornaments: Ornaments) {
    dropped[.decorations] += ornaments.decorations.count
    dropped[.slurs] += ornaments.slurStarts
    if !ornaments.syllables.isEmpty {
      dropped[.syllables] += ornaments.syllables.count { $0 != nil }
    }
  }

  /// The written length of the next timed item, which counts towards an open tuplet.
  private mutating func takeWritten(_ duration: NoteDuration) throws(EncodingError) -> NoteDuration
  {
    let ratio = tuplet.ratio
    tuplet.advance()
    return try divide(duration, by: ratio)
  }

  private func divide(
    _ duration: NoteDuration, by ratio: NoteDuration?
  ) throws(EncodingError) -> NoteDuration {
    try check(duration)
    guard let ratio else { return duration }
    return try check(duration / ratio)
  }

  @discardableResult
  private func check(_ duration: NoteDuration) throws(EncodingError) -> NoteDuration {
    guard duration.numerator <= 1 << 24, duration.denominator <= 1 << 24 else {
      throw .unreasonableDuration(duration, measure: measure)
    }
    return duration
  }
}
