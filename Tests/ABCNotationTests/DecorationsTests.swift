import ABCNotation
import MusicModel
import Testing

/// Sections 4.14 to 4.16 and 4.18 to 4.19: what stands on notes and has no pitch.
@Suite struct DecorationsTests {
  /// The names of section 4.14.
  private static let names = """
    trill trill( trill) lowermordent uppermordent mordent pralltriller roll turn turnx \
    invertedturn invertedturnx arpeggio > accent emphasis fermata invertedfermata tenuto 0 1 2 3 \
    4 5 + plus snap slide wedge upbow downbow open thumb breath pppp ppp pp p mp mf f ff fff ffff \
    sfz crescendo( <( crescendo) <) diminuendo( >( diminuendo) >) segno coda D.S. D.C. dacoda \
    dacapo fine shortphrase mediumphrase longphrase
    """.split(separator: " ").map(String.init)

  private func decorations(_ reading: Reading) -> [[String]] {
    reading.items.compactMap { item in
      if case .note(let note) = item { return note.ornaments.decorations }
      return nil
    }
  }

  @Test func `4.14 every name stands on its note and changes no length`() {
    #expect(Self.names.count == 64)
    for name in Self.names {
      let reading = Reading("C!\(name)!D2E")
      #expect(decorations(reading) == [[], [name], []], "\(name)")
      #expect(reading.pitches == [[60], [62], [64]], "\(name)")
      #expect(reading.durations == ["1/4", "1/2", "1/4"], "\(name)")
      #expect(reading.codes.isEmpty, "\(name)")
    }
  }

  @Test func `4.14 an unknown name is kept with a warning, and its note played`() {
    let reading = Reading("C!ypsilon!D E")
    #expect(decorations(reading) == [[], ["ypsilon"], []])
    #expect(reading.codes == ["unknown-decoration"])
    #expect(reading.playedPitches == [60, 62, 64])
  }

  @Test func `4.14 several decorations stand on one note, chord or rest`() {
    let reading = Reading("!f!.uC !fermata!z T[CE]")
    #expect(decorations(reading) == [["f", "staccato", "upbow"]])
    #expect(reading.durations == ["1/4", "1/4", "1/4"])
    #expect(reading.playedPitches == [60, 60, 64])
    #expect(reading.codes.isEmpty)
  }

  @Test func `4.14 plus signs delimit as exclamation marks do where I decoration says so`() {
    let header = "I:decoration +\nL:1/4\nK:C"
    let reading = Reading("+trill+C +f+D +5+E", header: header)
    #expect(decorations(reading) == [["trill"], ["f"], ["5"]])
    #expect(reading.pitches == [[60], [62], [64]])
    #expect(reading.codes.isEmpty)
  }

  @Test(arguments: [
    ("C|D!fine!|E|F!D.C.!|", [60, 62, 64, 65, 60, 62]),
    ("C|!segno!D|E!fine!|F!D.S.!|", [60, 62, 64, 65, 62, 64]),
    ("C|SD|E!fine!|F!D.S.!|", [60, 62, 64, 65, 62, 64]),
    ("C|D!dacoda!|E|F!D.C.!|!coda!G|", [60, 62, 64, 65, 60, 62, 67]),
  ])
  func `4.14 ways back are followed once`(music: String, pitches: [Int]) {
    #expect(Reading(music).playedPitches == pitches)
  }

  @Test func `4.15 a symbol line leaves the notes as they are`() {
    let reading = Reading("CDEF|G2\ns: \"^slow\" | !f! ** !fff!\n+: | \"Am\"")
    #expect(reading.pitches == [[60], [62], [64], [65], [67]])
    #expect(reading.playedPitches == [60, 62, 64, 65, 67])
    #expect(reading.durations == ["1/4", "1/4", "1/4", "1/4", "1/2"])
  }

  @Test(arguments: ["H", "I", "J", "K", "L", "T", "U", "V", "W", "h", "i", "j", "t", "u", "w", "~"])
  func `4.16 every letter from H to W and h to w can be defined, and the tilde`(letter: String) {
    let reading = Reading("C\(letter)D", header: "U:\(letter) = !tenuto!\nL:1/4\nK:C")
    #expect(decorations(reading) == [[], ["tenuto"]])
    #expect(reading.pitches == [[60], [62]])
    #expect(reading.codes.isEmpty)
  }

  @Test(arguments: ["!nil!", "!none!", "nil", "none"])
  func `4.16 nil and none take a letter's meaning away`(value: String) {
    let reading = Reading("TC[U:T = !trill!]TD", header: "U:T = \(value)\nL:1/4\nK:C")
    #expect(decorations(reading) == [[], ["trill"]])
    #expect(reading.pitches == [[60], [62]])
    #expect(reading.codes.isEmpty)
  }

  @Test func `4.18 chord symbols and 4.19 annotations are not played`() {
    let reading = Reading(
      "\"C\"C\"G7/B\"D \"F#m(Em)\"E\"^above\"F\"_below\"G\"<(\"\">)\"A\"@-15,5.7 @this\"B \"B\u{266D}\"c"
    )
    #expect(reading.playedPitches == [60, 62, 64, 65, 67, 69, 71, 72])
    #expect(reading.codes.isEmpty)
  }
}
