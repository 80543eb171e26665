import ABCNotation
import MusicModel
import Testing

/// Section 3: information fields.
@Suite struct FieldsTests {
  @Test func `3 texts are kept in their order`() {
    let reading = Reading(
      tune:
        "X:3\nT:One\nT:Two\nC:Comp\nO:Ireland\nA:Area\nB:Book\nD:Disc\nF:url\nG:g\nH:h\nN:n\nS:s\nZ:z\nR:reel\nM:4/4\nK:D\nD|\nW:words\n"
    )
    #expect(reading.tune.titles == ["One", "Two"])
    #expect(reading.tune.rhythm == "reel")
    #expect(reading.tune.referenceNumber == 3)
    #expect(String(reading.tune.fields.map(\.letter)) == "COABDFGHNSZW")
    #expect(reading.codes.isEmpty)
  }

  @Test func `3 an unknown field is ignored with a warning`() {
    let reading = Reading("C\nY:AB\nD", header: "L:1/4\nE:9\nK:C")
    #expect(reading.pitches == [[60], [62]])
    #expect(
      reading.entry.diagnostics.map(\.description)
        == [
          "tune.abc:3:1: warning: unknown field 'E:'; ignored",
          "tune.abc:6:1: warning: unknown field 'Y:'; ignored",
        ])
  }

  @Test(
    arguments: zip(
      ["4/4", "C", "C|", "6/8", "2+3/8", "(2+3+2)/8", "none", ""],
      [
        Meter(4, 4), .common, .cut, Meter(6, 8), Meter(groups: [2, 3], beatUnit: 8),
        Meter(groups: [2, 3, 2], beatUnit: 8), .none, .none,
      ]))
  func `3.1.6 meters`(text: String, meter: Meter) {
    #expect(Reading("C", header: "M:\(text)\nK:C").tune.meter == meter)
  }

  @Test func `3.1.6 a meter with a text behind it holds, and the text is named`() {
    let reading = Reading("CDE|", header: "M:3/4 CDE|FGA|\nL:1/4\nK:C")
    #expect(reading.tune.meter == Meter(3, 4))
    #expect(
      reading.entry.diagnostics.map(\.description)
        == ["tune.abc:2:7: warning: text behind the meter '3/4'; ignored"])
  }

  @Test func `3.1.6 a meter that changes inside the tune changes the length of Z`() {
    #expect(Reading("Z[M:3/4]Z2", header: "M:4/4\nK:C").durations == ["1/1", "3/2"])
  }

  @Test(
    arguments: zip(
      ["M:2/4", "M:3/4", "M:6/8", "M:5/8", "M:none", "", "L:1/4", "M:C"],
      [
        NoteDuration(1, 16), NoteDuration(1, 8), NoteDuration(1, 8), NoteDuration(1, 16),
        NoteDuration(1, 8), NoteDuration(1, 8), NoteDuration(1, 4), NoteDuration(1, 8),
      ]))
  func `3.1.7 the unit note length and its default`(header: String, length: NoteDuration) {
    let fields = header.isEmpty ? "K:C" : header + "\nK:C"
    #expect(Reading("C", header: fields).tune.unitNoteLength == length)
  }

  @Test func `3.1.7 the unit note length changes inside the tune`() {
    #expect(Reading("C[L:1/8]C\nL:1/16\nC").durations == ["1/4", "1/8", "1/16"])
  }

  @Test(
    arguments: zip(
      [
        "1/4=90", "\"Allegro\" 1/4=90", "3/8=50 \"Slowly\"", "1/4 3/8 1/4 3/8=40",
        "120", "C=100", "C3=40",
      ], [90.0, 90, 75, 200, 60, 50, 60]))
  func `3.1.8 and 10 tempi in quarters a minute`(text: String, quarters: Double) {
    let tempo = Reading("C", header: "L:1/8\nQ:\(text)\nK:C").tune.tempo
    #expect(tempo?.quartersPerMinute == quarters)
  }

  @Test func `3.1.8 a tempo may be a text alone`() {
    let tempo = Reading("C", header: "Q:\"Andante\"\nK:C").tune.tempo
    #expect(tempo?.text == "Andante")
    #expect(tempo?.quartersPerMinute == nil)
  }

  @Test(
    arguments: zip(
      ["AABA", "A2B", "(A2.B)2", "((AB)3.(CD)3)2", "A.B"],
      ["AABA", "AAB", "AABAAB", "ABABABCDCDCDABABABCDCDCD", "AB"]))
  func `3.1.9 orders of parts`(text: String, order: String) {
    let music = "P:A\nC|\nP:B\nD|\nP:C\nE|\nP:D\nF|"
    let reading = Reading(music, header: "P:\(text)\nL:1/4\nK:C")
    #expect(reading.tune.partOrder.joined() == order)
  }

  @Test func `3.1.9 parts are played in order with their repeats`() {
    let reading = Reading("P:A\n|:C:|\nP:B\nD|", header: "P:ABA\nL:1/4\nK:C")
    #expect(reading.playedPitches == [60, 60, 62, 60, 60])
  }

  @Test func `3.1.9 parts may stand in brackets`() {
    let reading = Reading("[P:A]C|[P:B]D|", header: "P:BA\nL:1/4\nK:C")
    #expect(reading.playedPitches == [62, 60])
  }

  @Test func `3.1.9 an order of too many parts is refused`() {
    let reading = Reading("P:A\nC|", header: "P:(((A99)99)99)99\nK:C")
    #expect(reading.codes == ["bad-parts"])
    #expect(reading.playedPitches == [60])
  }

  @Test(arguments: [
    ("C#", 7), ("F#", 6), ("B", 5), ("E", 4), ("A", 3), ("D", 2), ("G", 1), ("C", 0), ("F", -1),
    ("Bb", -2), ("Eb", -3), ("Ab", -4), ("Db", -5), ("Gb", -6), ("Cb", -7), ("A#m", 7),
    ("Am", 0), ("Abm", -7), ("A minor", 0), ("Amin", 0), ("A aeolian", 0), ("G#Mix", 7),
    ("GMIX", 0), ("G mixolydian", 0), ("D dor", 0), ("Edorian", 2), ("E phr", 0), ("F lyd", 0),
    ("BLoc", 0), ("B#Loc", 7), ("Fb Lyd", -7), ("C ion", 0), ("C major", 0), ("D Major", 2),
  ])
  func `3.1.14 keys of every mode`(text: String, sharps: Int) {
    #expect(Reading("C", header: "K:\(text)").tune.keySignature.sharps == sharps)
  }

  @Test(arguments: ["K:none", "K:", "K:C"])
  func `3.1.14 no key signature`(key: String) {
    #expect(Reading("F B", header: "L:1/4\n" + key).pitches == [[65], [71]])
  }

  @Test func `3.1.14 an explicit signature may be empty`() {
    #expect(Reading("F", header: "K:G exp").pitches == [[65]])
  }

  @Test func `3.1.14 accidentals add to the mode or replace it`() {
    #expect(Reading("E F B", header: "K:D Phr ^f").pitches == [[63], [66], [70]])
    #expect(Reading("C F", header: "K:D =c").pitches == [[60], [66]])
    #expect(Reading("E F B C", header: "K:D exp _b _e ^f").pitches == [[63], [66], [70], [60]])
    #expect(Reading("F C A", header: "K:C^f^c^a").pitches == [[66], [61], [70]])
  }

  @Test(arguments: ["HP", "Hp"])
  func `3.1.14 highland pipes sharpen F and C`(key: String) {
    #expect(Reading("F C G", header: "K:\(key)").pitches == [[66], [61], [67]])
  }

  @Test func `3.1.14 an unknown mode is named`() {
    let reading = Reading("C", header: "L:1/4\nK:A blues")
    #expect(
      reading.entry.diagnostics.map(\.description) == [
        "tune.abc:3:3: warning: unknown mode 'blues'; expected one of maj, min, m, ion, aeo, "
          + "dor, phr, lyd, mix, loc"
      ])
  }

  @Test func `3.2 fields inside the tune, inline and on lines of their own`() {
    let reading = Reading("F[K:G]F|\nK:D\nC|[M:3/4][Q:1/4=60]C3|[I:something]D|")
    #expect(reading.pitches == [[65], [66], [61], [61], [62]])
    #expect(reading.items.contains(.meter(Meter(3, 4))))
    #expect(reading.items.contains(.tempo(Tempo(beats: [NoteDuration(1, 4)], beatsPerMinute: 60))))
  }

  @Test func `3.3 a plus goes on with the field before`() {
    let reading = Reading("CD\nw: one\n+: two", header: "L:1/4\nH:this is\n+:one entry\nK:C")
    #expect(reading.tune.fields == [TextField("H", "this is one entry")])
    #expect(reading.codes.isEmpty)
    guard case .note(let note) = reading.items[0] else { return }
    #expect(note.ornaments.syllables == ["one"])
  }

  @Test func `3.3 words go on in the line after a plus`() {
    let reading = Reading("CDEF\nw:a b\n+: c d\nGA|\nw:e f")
    let syllables = reading.items.compactMap { item -> [String?]? in
      if case .note(let note) = item { return note.ornaments.syllables }
      return nil
    }
    #expect(syllables == [["a"], ["b"], ["c"], ["d"], ["e"], ["f"]])
    #expect(reading.pitches == [[60], [62], [64], [65], [67], [69]])
    #expect(reading.codes.isEmpty)
  }

  @Test func `10 text without a field goes on with the history before it`() {
    let reading = Reading("C", header: "H:a long\nstory\nL:1/4\nK:C")
    #expect(reading.tune.fields == [TextField("H", "a long story")])
    #expect(reading.codes == ["text-in-header"])
  }

  @Test func `6.1.1 a linebreak sign is no decoration and no note`() {
    #expect(Reading("C!D!E", header: "I:linebreak !\nL:1/4\nK:C").pitches == [[60], [62], [64]])
    #expect(Reading("C$D", header: "I:linebreak $\nL:1/4\nK:C").pitches == [[60], [62]])
  }

  @Test func `4.6 a later octave or transposition holds from there on`() {
    #expect(Reading("C[K:C transpose=2]C[K:C transpose=0]C").playedPitches == [60, 62, 60])
    #expect(Reading("C\n%%MIDI transpose 12\nC").playedPitches == [60, 72])
    let voices = "V:1 octave=-1\n[V:1][K:C clef=bass]C[K:C clef=treble+8]C"
    #expect(Reading(voices).playedPitches == [48, 60])
  }
}
