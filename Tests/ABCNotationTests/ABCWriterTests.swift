import ABCNotation
import MusicModel
import Testing

@Suite struct ABCWriterTests {
  private let eighth = NoteDuration(1, 8)

  private func note(
    _ step: PitchStep, _ eighths: NoteDuration = .whole, alteration: Int = 0, octave: Int = 4,
    tied: Bool = false
  ) -> MeasureItem {
    .note(
      Note(
        SpelledPitch(step, alteration: alteration, octave: octave), eighths * eighth,
        isTied: tied))
  }

  private func body(_ measures: [Measure], meter: Meter = Meter(4, 4)) -> String {
    let tune = Tune(
      meter: meter, keySignature: KeySignature(PitchName(.g), .major),
      voices: [Voice(measures: measures)])
    return String(ABCWriter().write(tune).split(separator: "\n", maxSplits: 4)[4])
  }

  @Test func `the header stands in the standard's order`() {
    let tune = Tune(
      referenceNumber: 7, titles: ["The Lark", "An Fhuiseog"], rhythm: "jig", meter: Meter(6, 8),
      keySignature: KeySignature(PitchName(.e), .dorian),
      tempo: Tempo(beats: [NoteDuration(3, 8)], beatsPerMinute: 110),
      fields: [TextField("C", "trad.")])
    #expect(
      ABCWriter().write(tune)
        == "X:7\nT:The Lark\nT:An Fhuiseog\nR:jig\nC:trad.\nM:6/8\nL:1/8\nQ:3/8=110\nK:Edor\n")
  }

  @Test(arguments: [
    ("P:A\n|:A4|B4:|\nP:B\n|:c4|d4:|\n", "P:A\n|: A4 | B4 :|\nP:B\n|: c4 | d4 :|\n"),
    ("A4||\nP:B\n|:c4:|\n", "A4 ||\nP:B\n|: c4 :|\n"),
    ("A4|]:B4:[|c4:|]\n", "A4 |] |: B4 :| [|\nc4 :|]\n"),
    ("ABc|A4||Bcd|e4||", "A Bc | A4 || B cd | e4 ||\n"),
    ("A4|B4:|\n||c4|d4:||:e4:|\n", "A4 | B4 :|\nc4 | d4 ::\ne4 :|\n"),
  ])
  func `repeats stand behind the label of their part, as signs that players know`(
    music: String, written: String
  ) {
    let tune = Reading(music, header: "M:2/4\nL:1/8\nK:C").tune
    let text = ABCWriter().write(tune)
    #expect(text == "X:1\nM:2/4\nL:1/8\nK:C\n" + written)
    #expect(Reading(tune: text).tune == tune)
  }

  @Test func `an accidental is written once in a measure, and taken back when needed`() {
    let text = body([
      Measure(items: [
        note(.f, alteration: 1), note(.c, alteration: 1), note(.c, alteration: 1, octave: 5),
        note(.c), note(.g, NoteDuration(4)),
      ]),
      Measure(items: [note(.c, NoteDuration(8))], barLine: .final),
    ])
    #expect(text == "F^Cc=C G4 | C8 |]\n")
  }

  @Test func `notes are beamed by the half measure in 4 4 and by the pulse in 6 8`() {
    let eight = Measure(items: (0..<8).map { _ in note(.a) }, barLine: .final)
    #expect(body([eight]) == "AAAA AAAA |]\n")
    let six = Measure(items: (0..<6).map { _ in note(.a) }, barLine: .final)
    #expect(body([six], meter: Meter(6, 8)) == "AAA AAA |]\n")
  }

  @Test func `a pick-up is beamed by the measure that it belongs to`() {
    let pickUp = Measure(items: [note(.d), note(.e), note(.f, alteration: 1)])
    #expect(body([pickUp]) == "DEF |\n")
  }

  @Test func `lengths are short, dotted pairs broken, tuplets by their defaults`() {
    let triplet = (0..<3).map { _ in note(.b, NoteDuration(2, 3)) }
    let text = body([
      Measure(
        items: [
          note(.a, NoteDuration(3, 2)), note(.b, NoteDuration(1, 2)), note(.a, NoteDuration(2)),
          .tuplet(Tuplet(3, inTimeOf: 2, count: 3)),
        ] + triplet + [note(.g, NoteDuration(1, 2)), note(.g, NoteDuration(3, 2))])
    ])
    #expect(text == "A>B A2 (3BBBG<G |\n")
  }

  @Test func `a dotted pair off the beat is written out, unless the meter is compound`() {
    let items: [MeasureItem] = [
      note(.d), note(.a, NoteDuration(3, 2)), note(.b, NoteDuration(1, 2)), note(.g),
    ]
    #expect(body([Measure(items: items)]).hasPrefix("DA3/2B/G"))
    #expect(body([Measure(items: [.meter(Meter(6, 8))] + items)]).contains("D A>BG"))
  }

  @Test func `four measures stand on a line, endings stay beside their section`() {
    let measure = Measure(items: [note(.a, NoteDuration(8))])
    let text = body(
      Array(repeating: measure, count: 3) + [
        Measure(ending: [1], items: [note(.b, NoteDuration(8))], barLine: .endRepeat),
        Measure(ending: [2], items: [note(.g, NoteDuration(8))], barLine: .final), measure,
      ])
    #expect(text == "A8 | A8 | A8 |1 B8 :|2 G8 |]\nA8 |\n")
  }

  @Test func `endings stand in brackets after double bars, and end before a repeat starts`() {
    let text = ABCWriter().write(Reading("|: C4 || [1 D4 :| [2 E4 :| |: F4 :|").tune)
    #expect(text.contains("|: C4 || [1 D4 :|2 E4 :| |:"))
  }
}
