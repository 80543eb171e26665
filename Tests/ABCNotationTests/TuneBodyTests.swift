import ABCNotation
import MusicModel
import Testing

/// Section 4: the tune body.
@Suite struct TuneBodyTests {
  @Test func `4.3 lengths reach the 128th`() {
    #expect(Reading("A/32 A///// A7/4").durations == ["1/128", "1/128", "7/16"])
  }

  @Test func `4.4 broken rhythm crosses grace notes, chords and chord symbols`() {
    #expect(Reading("A{g}>B").durations == ["3/8", "1/8"])
    #expect(Reading("A>{g}B").durations == ["3/8", "1/8"])
    #expect(Reading("[Ac]<\"G\"[Bd]").durations == ["1/8", "3/8"])
    #expect(Reading("A > B").durations == ["3/8", "1/8"])
    #expect(Reading("z>A").durations == ["3/8", "1/8"])
  }

  @Test func `4.5 rests of every kind`() {
    let reading = Reading("z2 x y Z X2|", header: "M:3/4\nL:1/4\nK:C")
    #expect(reading.durations == ["1/2", "1/4", "3/4", "3/2"])
    #expect(reading.items.contains(.rest(Rest(NoteDuration(3, 2), isVisible: false, measures: 2))))
  }

  @Test func `4.6 clefs and their octaves transpose`() {
    #expect(Reading("C", header: "K:C clef=treble-8").playedPitches == [48])
    #expect(Reading("C", header: "K:C treble+8").playedPitches == [72])
    #expect(Reading("C", header: "K:C bass").playedPitches == [60])
    #expect(Reading("C", header: "K:C octave=-1").playedPitches == [48])
    #expect(Reading("C", header: "K:C transpose=2").playedPitches == [62])
    #expect(Reading("C", header: "V:1 clef=treble-8\nK:C").playedPitches == [48])
    #expect(Reading("C", header: "K:C sound=cB").playedPitches == [59])
    #expect(Reading("C[K:C treble-8]C").playedPitches == [60, 48])
    #expect(Reading("C[K:C transpose=2]CE[K:C transpose=0]C").playedPitches == [60, 62, 66, 60])
  }

  @Test func `4.7 spaces and backquotes change nothing but beams`() {
    #expect(Reading("A2``B C`D").durations == ["1/2", "1/4", "1/4", "1/4"])
    let together = Reading("A2BCD")
    #expect(Reading("A2`B`C`D").tune == together.tune)
    #expect(Reading("A2 B C D").played == together.played)
  }

  @Test(arguments: [
    ("|", BarLine.single), ("||", .double), ("|]", .final), ("[|", BarLine(.thickThin)),
    (".|", BarLine(.dotted)), ("[|]", BarLine(.invisible)), (":|", .endRepeat),
    ("|:", .startRepeat), ("::", .endAndStartRepeat), (":|:", .endAndStartRepeat),
    (":||:", .endAndStartRepeat), (":||", .endRepeat), (":|\n||", .endRepeat),
    ("|[|", BarLine(.thickThin)), ("[|:::", BarLine(.thickThin, startedRepeats: 3)),
    ("||:", .startRepeat), (":|]", BarLine(.thinThick, endedRepeats: 1)),
    ("|::", BarLine(startedRepeats: 2)), ("::|", BarLine(endedRepeats: 2)), ("|||", .double),
    (":| |:", .endAndStartRepeat), (":|\n|:", .endAndStartRepeat), ("| |:", .startRepeat),
  ])
  func `4.8 bar lines of any shape`(text: String, barLine: BarLine) {
    #expect(Reading("C\(text)D").tune.voices[0].measures.first?.barLine == barLine)
  }

  @Test(arguments: [
    ("|:CD:|", [60, 62, 60, 62]), ("CD:|E", [60, 62, 60, 62, 64]),
    ("C||D:|", [60, 62, 62]), ("C:|D:|", [60, 60, 62, 62]), ("|::C::|", [60, 60, 60]),
    ("|:C::D:|", [60, 60, 62, 62]), ("C|:D:|", [60, 62, 62]),
  ])
  func `4.8 repeats, with and without a start`(music: String, pitches: [Int]) {
    #expect(Reading(music).playedPitches == pitches)
  }

  @Test(arguments: [
    ("|:C|1D:|2E|]", [60, 62, 60, 64]), ("|:C [1 D :| [2 E |]", [60, 62, 60, 64]),
    ("C|1D:|2E||", [60, 62, 60, 64]), ("|:C| [1 D:|[2E||F", [60, 62, 60, 64, 65]),
    ("C|1D:|2E|| F|1G:|2A|]", [60, 62, 60, 64, 65, 67, 65, 69]),
  ])
  func `4.9 first and second endings`(music: String, pitches: [Int]) {
    #expect(Reading(music).playedPitches == pitches)
  }

  @Test(arguments: [
    ("|:C|[1,3D:|[2,4E:|F", [60, 62, 60, 64, 60, 62, 60, 64, 65]),
    ("|:C|[1-2D:|[3E|]", [60, 62, 60, 62, 60, 64]),
    ("|:C|1D:|2E:|3F|]", [60, 62, 60, 64, 60, 65]),
  ])
  func `4.10 variant endings`(music: String, pitches: [Int]) {
    #expect(Reading(music).playedPitches == pitches)
  }

  @Test func `4.11 ties join, slurs do not`() {
    #expect(Reading("C-C").played == ["60@0/1+1/2"])
    #expect(Reading("C-|C").played == ["60@0/1+1/2"])
    #expect(Reading("[CE]-[CE]").played == ["60@0/1+1/2", "64@0/1+1/2"])
    #expect(Reading("[C-E][CF]").played == ["60@0/1+1/2", "64@0/1+1/4", "65@1/4+1/4"])
    #expect(Reading("(CC)").played == ["60@0/1+1/4", "60@1/4+1/4"])
    #expect(Reading(".(C.-C)").played == ["60@0/1+1/2"])
    #expect(Reading("((CD)(EF))").codes.isEmpty)
    #expect(Reading("(C(DE)F) .(GA)|(c|d)").playedPitches == [60, 62, 64, 65, 67, 69, 72, 74])
    #expect(Reading("(C (D E) F) (c d (e) f g a)").codes.isEmpty)
  }

  @Test func `4.11 the notes of a unison are tied each to its own`() {
    #expect(Reading("[C-C-][CC]").played == ["60@0/1+1/2", "60@0/1+1/2"])
    #expect(Reading("[C-C][CC]").played == ["60@0/1+1/2", "60@0/1+1/4", "60@1/4+1/4"])
    #expect(Reading("[CC]-[CC]").played == ["60@0/1+1/2", "60@0/1+1/2"])
  }

  @Test func `4.12 grace notes leave the notes after them in time`() {
    let reading = Reading("{g}A {/g}B {gef}c")
    #expect(reading.durations == ["1/4", "1/4", "1/4"])
    guard case .note(let note) = reading.items[1], case .note(let last) = reading.items[2] else {
      Issue.record("no notes")
      return
    }
    #expect(note.ornaments.graces?.isAcciaccatura == true)
    #expect(last.ornaments.graces?.notes.map(\.pitch.pitch) == [79, 76, 77])
    let lengths = Reading("{g2f/e}A").items.compactMap { item -> [String]? in
      if case .note(let note) = item {
        return note.ornaments.graces?.notes.map(\.duration.description)
      }
      return nil
    }
    // Lengths inside of braces are to each other as they are outside.
    #expect(lengths == [["1/2", "1/8", "1/4"]])
    #expect(Reading("{^g}A ^G{g}A", header: "L:1/4\nK:C").durations == ["1/4", "1/4", "1/4"])
    #expect(Performance.end(of: reading.tune) == NoteDuration(3, 4))
  }

  @Test(arguments: [
    ("(2AB", "4/4", "3/8"), ("(3ABc", "4/4", "1/6"), ("(4ABcd", "4/4", "3/16"),
    ("(5ABcde", "4/4", "1/10"), ("(5ABcde", "6/8", "3/20"), ("(6ABcdef", "4/4", "1/12"),
    ("(7ABcdefg", "4/4", "1/14"), ("(7ABcdefg", "9/8", "3/28"), ("(8ABcdefga", "4/4", "3/32"),
    ("(9ABcdefgab", "12/8", "1/12"),
  ])
  func `4.13 tuplets with their defaults`(music: String, meter: String, length: String) {
    let reading = Reading(music, header: "M:\(meter)\nL:1/4\nK:C")
    #expect(Set(reading.durations) == [length])
  }

  @Test func `4.13 tuplets with ratios, gaps, rests, chords and broken rhythm inside`() {
    #expect(Reading("(3:2:3ABc").durations == ["1/6", "1/6", "1/6"])
    #expect(Reading("(3:2:2G4c2").durations == ["2/3", "1/3"])
    #expect(Reading("(3:2:4G2A2Bc").durations == ["1/3", "1/3", "1/6", "1/6"])
    #expect(Reading("(3::2G4c2").durations == Reading("(3:2:2G4c2").durations)
    #expect(Reading("(3:2G4c2A2").durations == ["2/3", "1/3", "1/3"])
    #expect(Reading("(3{d}A\"Am\"B!trill!c").durations == ["1/6", "1/6", "1/6"])
    #expect(Reading("(3::2A2B").durations == ["1/3", "1/6"])
    #expect(Reading("(3:2:2A2B c").durations == ["1/3", "1/6", "1/4"])
    #expect(Reading("(3zA[Bd]c").durations == ["1/6", "1/6", "1/6", "1/4"])
    #expect(Reading("(3A>Bc").durations == ["1/4", "1/12", "1/6"])
    #expect(Reading("((3ABc)").durations == ["1/6", "1/6", "1/6"])
    #expect(Reading("(3 A B c d").durations == ["1/6", "1/6", "1/6", "1/4"])
    #expect(Reading("(3:::A/B/c/").durations == ["1/12", "1/12", "1/12"])
  }

  @Test func `4.13 a tuplet that runs out is named`() {
    let reading = Reading("(3AB")
    #expect(reading.items.first == .tuplet(Tuplet(3, inTimeOf: 2, count: 2)))
    #expect(
      reading.entry.diagnostics.map(\.description)
        == ["tune.abc:4:1: warning: tuplet of 3 notes has only 2"])
  }

  @Test func `4.13 ten thousand triplets end on the beat`() {
    let reading = Reading(String(repeating: "(3CDE ", count: 10_000))
    #expect(Performance.end(of: reading.tune) == NoteDuration(5000))
  }

  @Test func `4.14 decorations by sign and by name`() {
    let names = Reading(".A ~A HA LA MA OA PA SA TA uA vA !trill!A !f!!p!A").items.compactMap {
      item -> [String]? in
      if case .note(let note) = item { return note.ornaments.decorations }
      return nil
    }
    #expect(
      names == [
        ["staccato"], ["roll"], ["fermata"], ["accent"], ["lowermordent"], ["coda"],
        ["uppermordent"], ["segno"], ["trill"], ["upbow"], ["downbow"], ["trill"], ["f", "p"],
      ])
  }

  @Test func `4.14 dynamics are velocities until the next ones`() throws {
    let performance = try Performance(unrolling: Reading("A!p!A A|!ff![CE]!fff!A!pppp!z A").tune)
    #expect(performance.parts[0].notes.map(\.velocity) == [80, 60, 60, 120, 120, 127, 30])
  }

  @Test func `4.14 a decoration before a bar line stays before it`() {
    #expect(Reading("A !fine!|B").tune.voices[0].measures[0].items.last == .decoration("fine"))
  }

  @Test func `4.14 plus signs delimit decorations too`() {
    let reading = Reading("+trill+A", header: "I:decoration +\nL:1/4\nK:C")
    #expect(reading.tune.voices[0].measures[0].items.count == 1)
    #expect(reading.pitches == [[69]])
  }

  @Test func `4.15 symbol lines put decorations and chord symbols on notes`() {
    let reading = Reading("C D | E F\ns: \"C\" * | !trill! \"^x\"")
    #expect(reading.items[0] == .chordSymbol(ChordSymbol("C")))
    guard case .note(let note) = reading.items[3] else { return }
    #expect(note.ornaments.decorations == ["trill"])
    #expect(reading.items[4] == .annotation("^x"))
  }

  @Test func `4.16 letters can be redefined`() {
    let reading = Reading("TA WB TC", header: "U:W = !turn!\nU:T = !nil!\nL:1/4\nK:C")
    guard case .note(let note) = reading.items[1] else { return }
    #expect(note.ornaments.decorations == ["turn"])
    #expect(reading.pitches == [[69], [71], [60]])
    #expect(reading.codes.isEmpty)
  }

  @Test(arguments: ["K8|[M:C", "!trill", "a!b", "!a b!", "x]"])
  func `4.16 what could not be written as a decoration defines none`(text: String) {
    let reading = Reading("UCD", header: "U: U = \(text)\nL:1/4\nK:C")
    #expect(reading.codes == ["bad-user-symbol", "unknown-symbol"])
    #expect(reading.pitches == [[60], [62]])
  }

  @Test func `4.17 chords`() {
    #expect(Reading("[CEG]2 [C2E2G2]2 [DD]").durations == ["1/2", "1/1", "1/4"])
    #expect(Reading("[C2E4]A").durations == ["1/2", "1/4"])
    #expect(Reading("[DD]").played == ["62@0/1+1/4", "62@0/1+1/4"])
    #expect(Reading("[!f!C.E]").pitches == [[60, 64]])
  }

  @Test func `4.18 chord symbols are kept as written`() {
    let texts = Reading("\"Am7\"A \"D/F#\"A \"G(Em)\"A \"B♭\"A").items.compactMap {
      item -> String? in
      if case .chordSymbol(let symbol) = item { return symbol.text }
      return nil
    }
    #expect(texts == ["Am7", "D/F#", "G(Em)", "B♭"])
  }

  @Test func `4.20 the order of what belongs to a note`() {
    let reading = Reading("{g}\"Am\"!p!.^c'2 D")
    #expect(reading.pitches == [[85], [62]])
    #expect(reading.durations == ["1/2", "1/4"])
    #expect(reading.codes.isEmpty)
  }

  @Test func `4.19 annotations are no chord symbols`() {
    let reading = Reading("\"^a\"A \"_b\"B \"<c\"C \">d\"D \"@1,2 e\"E")
    #expect(
      reading.items.filter {
        if case .annotation = $0 { return true }
        return false
      }.count == 5)
    #expect(reading.pitches == [[69], [71], [60], [62], [64]])
  }
}

extension Performance {
  /// The end of a tune's last note.
  static func end(of tune: Tune) -> NoteDuration? {
    try? Performance(unrolling: tune).duration
  }
}
