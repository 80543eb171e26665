import MusicModel

extension TuneReader {
  mutating func readTimedItem() throws(EncodingError) {
    let token = try next("music")
    switch token {
    case .pitch, .spelledPitch:
      let pitch = try readPitch(token)
      let (duration, ornaments) = take(impliedBy: tune.unitNoteLength)
      append(.note(Note(pitch, duration, isTied: try readTie(), ornaments: ornaments)))
    case .chordStart: try readChord()
    case .rest, .invisibleRest:
      let (duration, ornaments) = take(impliedBy: tune.unitNoteLength)
      append(.rest(Rest(duration, isVisible: token == .rest, ornaments: ornaments)))
    case .measuresRest, .invisibleMeasuresRest:
      let measures = try number(in: -999_999_999...999_999_999)
      let implied = meter.duration(ofMeasures: measures) ?? tune.unitNoteLength
      let (duration, ornaments) = take(impliedBy: implied)
      let isVisible = token == .measuresRest
      append(
        .rest(Rest(duration, isVisible: isVisible, measures: measures, ornaments: ornaments)))
    default: throw unexpected("music")
    }
  }

  private mutating func readChord() throws(EncodingError) {
    let ratio = tuplet.ratio ?? .whole
    let (duration, ornaments) = take(impliedBy: tune.unitNoteLength)
    let notes = try readNotes(until: .chordEnd, ratio: ratio, implied: duration)
    append(.chord(Chord(notes, duration: duration, ornaments: ornaments)))
  }

  mutating func readGraces() throws(EncodingError) -> GraceGroup {
    let isAcciaccatura = try next("grace notes") == .acciaccaturaStart
    let notes = try readNotes(until: .graceEnd, ratio: .whole, implied: tune.unitNoteLength)
    return GraceGroup(notes, isAcciaccatura: isAcciaccatura)
  }

  /// Reads notes with lengths and ties up to a closing token.
  private mutating func readNotes(
    until end: TuneToken, ratio: NoteDuration, implied: NoteDuration
  ) throws(EncodingError) -> [Note] {
    var notes: [Note] = []
    while try peek("a pitch") != end {
      var duration = implied
      var ornaments = Ornaments.none
      if end == .chordEnd, [.graceStart, .acciaccaturaStart].contains(try peek("a pitch")) {
        ornaments.graces = try readGraces()
      }
      switch try peek("a pitch") {
      case .duration, .spelledDuration: duration = try readDuration() * ratio
      default: break
      }
      let pitch = try readPitch(next("a pitch"))
      notes.append(Note(pitch, duration, isTied: try readTie(), ornaments: ornaments))
    }
    position += 1
    return notes
  }

  /// The real length and the graces of the next timed item, which counts towards a tuplet.
  private mutating func take(impliedBy implied: NoteDuration) -> (NoteDuration, Ornaments) {
    let written = pendingDuration ?? implied
    let duration = tuplet.ratio.map { written * $0 } ?? written
    let ornaments = Ornaments(graces: pendingGraces)
    pendingDuration = nil
    pendingGraces = nil
    tuplet.advance()
    return (duration, ornaments)
  }

  private mutating func readPitch(_ token: TuneToken) throws(EncodingError) -> SpelledPitch {
    if case .pitch(let pitch) = token { return transposition(pitch) }
    guard token == .spelledPitch else { throw unexpected("a pitch") }
    let step = PitchStep.allCases[try number(in: 0...6)]
    let octave = try number(in: -1001...1001)
    let alteration = try number(in: -1200...1200)
    return transposition(
      SpelledPitch(
        step, alteration: alteration, octave: octave, cents: try number(in: -99...99)))
  }

  private mutating func readTie() throws(EncodingError) -> Bool {
    guard position < tokens.count, try peek("music") == .tie else { return false }
    position += 1
    return true
  }

  mutating func readDuration() throws(EncodingError) -> NoteDuration {
    switch try next("a length") {
    case .duration(let duration): return duration
    default:
      let numerator = try number(in: 0...1 << 24)
      return NoteDuration(numerator, try number(in: 1...1 << 24))
    }
  }
}
