/// Chords, bass and drums that accompany a voice as it is played.
///
/// In every measure bass and chord alternate by the meter; the bass falls to the fifth below on its
/// second stroke, and starts from the root when the chord changes. `%%MIDI gchord`, `gchordon`,
/// `gchordoff`, `chordprog`, `bassprog`, `drum`, `drumon` and `drumoff` are followed.
struct Accompaniment {
  /// A measure as it is played.
  struct Measure {
    var onset: NoteDuration
    var duration: NoteDuration
    var meter: Meter
    var directives: PlayingDirectives
  }

  private(set) var chords: [PerformedNote] = []
  private(set) var bass: [PerformedNote] = []
  private(set) var drums: [PerformedNote] = []

  /// The General MIDI programs of the two parts.
  let programs: (chords: Int, bass: Int)

  private let symbols: [Timed<ChordName?>]

  /// The chord that was struck last in the present measure.
  private var grounded: ChordName?
  /// - Parameter symbols: What chord holds from each onset on, in order of time.
  init(_ measures: [Measure], symbols: [Timed<ChordName?>]) {
    self.symbols = symbols
    let directives = measures.first?.directives
    programs = (directives?.chords.program ?? 0, directives?.bass.program ?? 0)
    var place = 0
    var wasShort = true
    for measure in measures {
      let full = measure.meter.measureDuration ?? measure.duration
      let isShort = measure.duration < full
      // A pick-up is the end of a measure.
      let start = isShort && wasShort ? full - measure.duration : .zero
      if measure.directives.accompanies { accompany(measure, full, from: start, &place) }
      if measure.directives.isDrumming { drum(measure, full, from: start) }
      wasShort = isShort && !wasShort
    }
  }

  private mutating func accompany(
    _ measure: Measure, _ full: NoteDuration, from start: NoteDuration, _ place: inout Int
  ) {
    let pattern = measure.directives.pattern ?? AccompanimentPattern(usualIn: measure.meter)
    let hasBass = pattern.strokes.contains { $0.stroke == .bass || $0.stroke == .both }
    let units = pattern.strokes.reduce(0) { $0 + $1.length }
    let unit = full / NoteDuration(max(1, units))
    var position = NoteDuration.zero
    grounded = nil
    for (stroke, length) in pattern.strokes {
      defer { position += unit * length }
      guard position >= start, position - start < measure.duration else { continue }
      let onset = measure.onset + position - start
      while place + 1 < symbols.count, symbols[place + 1].onset <= onset { place += 1 }
      guard place < symbols.count, symbols[place].onset <= onset, let chord = symbols[place].value
      else { continue }
      strike(
        stroke, chord, at: onset, for: unit * length * pattern.held, measure.directives)
      if stroke != .rest, hasBass { grounded = chord }
    }
  }

  private mutating func strike(
    _ stroke: AccompanimentPattern.Stroke, _ chord: ChordName, at onset: NoteDuration,
    for duration: NoteDuration, _ directives: PlayingDirectives
  ) {
    // A1 to G sharp 2.
    let root = 33 + (chord.root + 3) % 12
    let ground = chord.bass.map { 33 + ($0 + 3) % 12 } ?? root
    func note(_ pitch: Int, _ sound: PlayingDirectives.Sound) -> PerformedNote {
      PerformedNote(
        onset: onset, duration: duration, pitch: pitch + 12 * sound.octave,
        velocity: sound.velocity)
    }
    if stroke == .rest { return }
    let isBassStroke = stroke == .bass || stroke == .both
    if isBassStroke || (grounded != nil && chord != grounded) {
      let isAgain = chord == grounded
      bass.append(note(isAgain ? (ground == root ? root - 5 : root) : ground, directives.bass))
    }
    switch stroke {
    case .rest, .bass: break
    case .note(let index, let octave):
      let count = chord.intervals.count
      let pitch = root + 24 + chord.intervals[index % count] + 12 * (index / count + octave)
      chords.append(note(pitch, directives.chords))
    case .chord, .both:
      chords += chord.intervals.map { note(root + 12 + $0, directives.chords) }
    }
  }

  private mutating func drum(_ measure: Measure, _ full: NoteDuration, from start: NoteDuration) {
    let strokes = measure.directives.drumStrokes
    let units = strokes.reduce(0) { $0 + $1.length }
    guard units > 0 else { return }
    let unit = full / NoteDuration(units)
    var position = NoteDuration.zero
    for stroke in strokes {
      defer { position += unit * stroke.length }
      guard let pitch = stroke.pitch, position >= start, position - start < measure.duration
      else { continue }
      drums.append(
        PerformedNote(
          onset: measure.onset + position - start, duration: unit, pitch: pitch,
          velocity: stroke.velocity))
    }
  }
}
