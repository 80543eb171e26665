import MusicModel
import TestSupport

/// Tunes that use everything a tune can hold, sensible or not.
struct RandomTune {
  private var random: SeededGenerator

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
  }

  mutating func tune() -> Tune {
    var voice = Voice(measures: (0..<Int.random(in: 0...12, using: &random)).map { _ in measure() })
    if flip(2) { voice.openingBarLine = barLine() }
    if !voice.measures.isEmpty, flip(3) {
      voice.measures[voice.measures.count - 1].barLine = nil
    }
    return Tune(
      referenceNumber: flip(2) ? 7 : nil, titles: flip(2) ? ["A", "B"] : [],
      rhythm: pick([nil, "Jig", "reel", "Slip-Jig", "strange dance"]), meter: meter(),
      unitNoteLength: pick([NoteDuration(1, 8), NoteDuration(1, 16), NoteDuration(1, 4)]),
      keySignature: key(), fields: flip(4) ? [TextField("C", "trad.")] : [],
      partOrder: flip(4) ? ["A", "B", "A", "coda"] : [], voices: voices(voice))
  }

  private mutating func voices(_ voice: Voice) -> [Voice] {
    var voice = voice
    if flip(8) { (voice.id, voice.name, voice.clef) = ("T", "Tenor é", "treble-8") }
    guard flip(4) else { return [voice] }
    var second = Voice(id: pick(["2", "B"]), measures: [measure(), measure()])
    if flip(2) { (second.program, second.channel, second.transposition) = (0, 9, -12) }
    return [voice, second]
  }

  private mutating func measure() -> Measure {
    var measure = Measure(barLine: flip(20) ? nil : barLine())
    if flip(6) { measure.ending = pick([[1], [2], [1, 3], [5], [12, 3], []]) }
    if flip(12) { measure.partLabel = pick(["A", "B", "trio"]) }
    if flip(20) { measure.overlays = [[item(), item()], []] }
    for _ in 0..<Int.random(in: 0...8, using: &random) { measure.items.append(item()) }
    return measure
  }

  private mutating func item() -> MeasureItem {
    switch Int.random(in: 0..<20, using: &random) {
    case 0: .meter(meter())
    case 1: .key(key())
    case 2:
      .chord(
        Chord(
          (0..<Int.random(in: 1...3, using: &random)).map { _ in note() }, duration: duration(),
          ornaments: ornaments()))
    case 3: .rest(Rest(duration(), isVisible: flip(2), ornaments: ornaments()))
    case 4:
      .rest(Rest(duration(), isVisible: flip(2), measures: Int.random(in: 1...20, using: &random)))
    case 5: .tuplet(pick([Tuplet(3, inTimeOf: 2, count: 3), Tuplet(5, inTimeOf: 4, count: 6)]))
    case 6: pick([.tempo(Tempo(beats: [.whole], beatsPerMinute: 9)), .annotation("^x")])
    case 7:
      pick([
        .chordSymbol(ChordSymbol(pick(["G7", "Bbm/Db", "F##", "C/", "Hm", "", "A(b5)/E"]))),
        .decoration("fine"),
      ])
    case 8:
      .tuplet(Tuplet(pick([0, 2, 3, 7, 11]), inTimeOf: pick([2, 3]), count: pick([1, 2, 4])))
    default: .note(note())
    }
  }

  private mutating func note() -> Note {
    Note(
      pitch(), duration(), isTied: flip(6), hasCourtesyAccidental: flip(9), ornaments: ornaments())
  }

  private mutating func ornaments() -> Ornaments {
    var ornaments = Ornaments()
    if flip(8) {
      let notes = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        Note(pitch(), duration(), isTied: flip(9))
      }
      ornaments.graces = GraceGroup(notes, isAcciaccatura: flip(2))
    }
    if flip(9) { ornaments.decorations = ["trill"] }
    if flip(9) { ornaments.slurStarts = 1 }
    if flip(9) { ornaments.syllables = ["la", nil] }
    return ornaments
  }

  private mutating func pitch() -> SpelledPitch {
    SpelledPitch(
      pick(PitchStep.allCases), alteration: pick([0, 0, 0, 1, -1, 2, -2]),
      octave: flip(20) ? pick([-1, 0, 9, 2]) : pick([4, 5, 4, 5, 3, 6]), cents: flip(40) ? 50 : 0)
  }

  private mutating func duration() -> NoteDuration {
    flip(3)
      ? pick([NoteDuration(3, 16), NoteDuration(1, 4), NoteDuration(1, 12), NoteDuration(7, 96)])
      : NoteDuration(1, 8)
  }

  private mutating func barLine() -> BarLine {
    let styles: [BarLine.Style] = [.double, .thinThick, .thickThin, .dotted, .invisible]
    return flip(3)
      ? BarLine(
        pick(styles), endedRepeats: pick([0, 0, 1, 2]), startedRepeats: pick([0, 0, 1, 3]))
      : pick([.single, .single, .endRepeat, .startRepeat, .endAndStartRepeat])
  }

  private mutating func meter() -> Meter {
    pick([
      Meter(6, 8), Meter(4, 4), .common, .cut, .none, Meter(15, 16), Meter(9, 8),
      Meter(groups: [2, 2, 3], beatUnit: 8),
    ])
  }

  private mutating func key() -> KeySignature {
    let kinds: [KeySignature.Kind] = [.none, .highlandPipes, .highlandPipesMarked]
    let tonic = PitchName(pick(PitchStep.allCases), alteration: pick([0, 0, 1, -1, 2]))
    var key = KeySignature(flip(8) ? pick(kinds) : .tonic(tonic, pick(Mode.allCases)))
    if flip(6) { key.accidentals = [PitchName(.f, alteration: 1), PitchName(.b, alteration: -1)] }
    if flip(6) { key.replacesMode = true }
    return key
  }

  /// True once in `n` times.
  private mutating func flip(_ n: Int) -> Bool { Int.random(in: 0..<n, using: &random) == 0 }

  private mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int.random(in: choices.indices, using: &random)]
  }
}
