import ABCNotation
import MusicModel
import Testing

/// Sections 5 and 7 to 12.
@Suite struct LaterSectionsTests {
  private func syllables(_ reading: Reading) -> [[String?]] {
    reading.items.compactMap { item in
      switch item {
      case .note(let note): note.ornaments.syllables
      case .chord(let chord): chord.ornaments.syllables
      default: nil
      }
    }
  }

  @Test(arguments: [
    ("syll-a-ble", ["syll-", "a-", "ble"]), ("syll-a--ble", ["syll-", "a-", "-", "ble"]),
    ("syll-a -ble", ["syll-", "a", "-", "ble"]), ("time__", ["time", "_", "_"]),
    ("of~the~day", ["of the day"]), ("x\\-ray is", ["x\u{2011}ray", "is"]),
    ("ban-_ner", ["ban-", "_", "ner"]), ("1.~Three", ["1. Three"]),
  ])
  func `5.1 syllables`(words: String, expected: [String]) {
    let found = syllables(Reading("CDEFG\nw:\(words)")).compactMap { $0.first ?? nil }
    #expect(found == expected)
  }

  @Test func `5.1 words are aligned with all notes since the last words`() {
    let reading = Reading("C D|\nE F|\nw: a b c\nG z A\nw: d e")
    #expect(syllables(reading) == [["a"], ["b"], ["c"], [], ["d"], ["e"]])
  }

  @Test func `5.1 stars skip a note and bars go on to the next measure`() {
    #expect(syllables(Reading("CDE|FG\nw: a|b * c")) == [["a"], [], [], ["b"], []])
    #expect(syllables(Reading("CDE|FG\nw: * a")) == [[], ["a"], [], [], []])
  }

  @Test func `5.1 syllables past the notes are counted`() {
    #expect(Reading("CD\nw: a b c d").codes == ["excess-lyrics"])
  }

  @Test func `5.2 lines of words in a row are verses`() {
    #expect(syllables(Reading("CD\nw: a b\nw: c d")) == [["a", "c"], ["b", "d"]])
  }

  @Test func `5 words below the tune are kept`() {
    #expect(Reading("C\nW: Da doo").tune.fields == [TextField("W", "Da doo")])
    #expect(Reading("C\nW: Da doo\nD").pitches == [[60], [62]])
  }

  @Test func `5.1 words leave the notes as they are`() {
    let plain = Reading("C>D(3EFG|A-A z2|[CE]G{a}c2|")
    let sung = Reading("C>D(3EFG|A-A z2|[CE]G{a}c2|\nw:a-b c_ *|d~e _|f g h\nw:1 2 3")
    #expect(sung.played == plain.played)
    #expect(sung.codes.isEmpty)
  }

  @Test func `7 voices interleaved, sectioned and inline are the same`() {
    let interleaved = Reading("[V:1]C|\n[V:2]E|\n[V:1]D|\n[V:2]F|", header: "L:1/4\nV:1\nV:2\nK:C")
    let sectioned = Reading("V:1\nC|D|\nV:2\nE|F|", header: "L:1/4\nK:C")
    #expect(interleaved.tune == sectioned.tune)
    #expect(interleaved.tune.voices.map(\.id) == ["1", "2"])
    #expect(interleaved.playedPitches == [60, 62, 64, 65])
  }

  @Test func `7.1 voice properties`() {
    let voice = Reading("V:T1\nC", header: "V:T1 clef=treble-8 name=\"Tenore I\" snm=\"T.I\"\nK:C")
      .tune.voices[0]
    #expect(voice.name == "Tenore I")
    #expect(voice.clef == "treble-8")
    #expect(voice.transposition == -12)
  }

  @Test func `7 every voice repeats by itself`() {
    let reading = Reading("V:1\n|:C:|\nV:2\n|:E:|", header: "L:1/4\nK:C")
    #expect(reading.playedPitches == [60, 60, 64, 64])
  }

  @Test func `7.3 keys, meters and lengths belong to their voice`() {
    let reading = Reading("V:1\n[K:G]F\nV:2\nF\nV:1\nF", header: "L:1/4\nK:C")
    #expect(reading.playedPitches == [66, 66, 65])
  }

  @Test(arguments: [
    ("%%score 3 (1)", [67, 60], ["unlisted-voice"]), ("%%staves [{1 2} 3]", [60, 64, 67], []),
    ("I:score (2 1) | 3", [64, 60, 67], []), ("%%score 1 2 3 4", [60, 64, 67], ["unknown-voice"]),
    ("%%score 8 9", [60, 64, 67], []),
  ])
  func `11.4 the score orders and chooses the voices that are played`(
    score: String, pitches: [Int], codes: [String]
  ) {
    let reading = Reading(
      "[V:1]C|[V:2]E|[V:3]G|", header: "\(score)\nV:1\nV:2\nV:3\nL:1/4\nK:C")
    #expect(reading.playedPitches == pitches)
    #expect(reading.codes == codes)
    #expect(reading.tune.voices.map(\.id) == ["1", "2", "3"])
  }

  @Test(arguments: ["1", "T1"])
  func `7.1 voices that the body declares before its music keep their properties`(id: String) {
    let voices = Reading(
      "V:\(id) name=\"Violin\"\nV:2 name=\"Cello\" clef=bass\n[V:\(id)] cd|\n[V:2] CD|",
      header: "L:1/4\nK:C"
    ).tune.voices
    #expect(voices.map(\.id) == [id, "2"])
    #expect(voices.map(\.name) == ["Violin", "Cello"])
    #expect(voices.map(\.clef) == [nil, "bass"])
    #expect(voices.map(\.measures.count) == [1, 1])
  }

  @Test func `7 part labels hold for all voices, whichever is being written`() {
    let reading = Reading(
      "P:A\nV:1\nC|\nV:2\nE|\nP:B\nV:1\nD|\nV:2\nF|",
      header: "P:BA\nV:1\nV:2\nL:1/4\nK:C")
    #expect(reading.playedPitches == [62, 60, 65, 64])
  }

  @Test func `7.4 an overlay goes back one measure`() {
    let reading = Reading("C|D E & F G|A")
    #expect(
      reading.played == [
        "60@0/1+1/4", "62@1/4+1/4", "65@1/4+1/4", "64@1/2+1/4", "67@1/2+1/4",
        "69@3/4+1/4",
      ])
  }

  @Test(arguments: ["g4 f4|e6 e2|\n&& d8|c6 c2|", "g4 f4|e6 e2 && d8|c6 c2|"])
  func `7.4 several overlay signs go back as many measures`(music: String) {
    let measures = Reading(music).tune.voices[0].measures
    #expect(measures.count == 2)
    #expect(
      measures.map { $0.overlays.map { $0.map(\.duration.description) } } == [
        [["2/1"]], [["3/2", "1/2"]],
      ])
  }

  @Test(arguments: [
    "(& g4 f4|e6 e2 & d8|c6 c2 & G8|A8 &)|b8|", "(& g4 f4|e6 e2|& d8|c6 c2|& G8|A8|&) b8|",
    "(& g4 f4|e6 e2|& d8|c6 c2 & G8|A8 &)|b8|",
  ])
  func `7.4 overlays between (& and &) last as many measures as the first layer`(music: String) {
    let reading = Reading(music)
    let measures = reading.tune.voices[0].measures
    #expect(
      measures.map { $0.overlays.map { $0.map(\.duration.description) } } == [
        [["2/1"], ["2/1"]], [["3/2", "1/2"], ["2/1"]], [],
      ])
    #expect(reading.codes.isEmpty)
  }

  @Test func `4.15 what cannot name a decoration is told, and its note passed over`() {
    let reading = Reading("CDE|\ns:!a b! !trill! !fermata!|")
    #expect(reading.codes == ["unknown-decoration"])
    #expect(
      reading.items.map { item in
        if case .note(let note) = item { note.ornaments.decorations } else { [] }
      } == [[], ["trill"], ["fermata"]])
  }

  @Test(arguments: ["C4 &) D4|", "(& C8|D8 & E8|"])
  func `7.4 a span of overlays without its start or its end is told`(music: String) {
    #expect(Reading(music).codes == ["unexpected-character"])
  }

  @Test func `8.1 reserved characters and NUL bytes stand for nothing`() {
    #expect(Reading("C#*;?@\u{0}D2/3*E").pitches == [[60], [62], [64]])
  }

  @Test func `8.2 accents, entities and code points in texts`() {
    let reading = Reading(
      tune: "X:1\nT:\\'e &eacute; \\u00e9 \\\"o &amp; 100\\% \\AA &copy;\nK:C\nC\n")
    #expect(reading.tune.title == "é é é ö & 100% Å ©")
  }

  @Test func `8.2 a byte of zero is told, and the notes around it are kept`() {
    let book = ABCReader().read(
      Array("X:1\nT:Nul\0\nM:2/4\nL:1/8\nK:D\nDE\0FG | A4 |]\n".utf8), file: "t.abc")
    #expect(
      book.diagnostics.map(\.description) == [
        "t.abc:2:6: warning: a byte of zero; it is taken for a space in music, and left out of texts"
      ])
    #expect(book.tunes.first?.title == "Nul")
    #expect(book.tunes.first?.voices[0].measures[0].items.count == 4)
  }

  @Test func `8.2 Latin-1 is understood where a text is not UTF-8`() {
    let bytes = Array("X:1\nT:Caf".utf8) + [0xE9] + Array("\nK:C\nC\n".utf8)
    let book = ABCReader().read(bytes, file: "l.abc")
    #expect(book.tunes.first?.title == "Café")
    #expect(book.diagnostics.map(\.code) == ["not-utf-8"])
  }

  @Test func `9.1 static macros`() {
    let reading = Reading("~G3 ~G2", header: "m: ~G3 = G{A}G{F}G\nL:1/4\nK:C")
    #expect(reading.pitches == [[67], [67], [67], [67]])
  }

  @Test func `9.2 transposing macros`() {
    let reading = Reading("~g3 ~A,3 ~g2", header: "m:~n3=n{o}n{m}n\nL:1/4\nK:C")
    #expect(reading.pitches == [[79], [79], [79], [57], [57], [57], [79]])
    let letters = Reading("~A19", header: "m:~n19=hijklmnopqrstuvwxyz\nL:1/4\nK:C")
    #expect(letters.pitches.first == [59])
    #expect(letters.pitches.count == 19)
  }

  @Test func `9 a macro holds from its definition on, also within a line`() {
    #expect(
      Reading("~G2 [m:~G2=GA]~G2\n~G2", header: "L:1/4\nK:C").durations == [
        "1/2", "1/4", "1/4", "1/4", "1/4",
      ])
  }

  @Test func `9 macros come before user symbols`() {
    let reading = Reading("~G2", header: "m:~G2=!turn!G2\nU:~=!roll!\nL:1/4\nK:C")
    guard case .note(let note) = reading.items[0] else { return }
    #expect(note.ornaments.decorations == ["turn"])
  }

  @Test func `11.2 MIDI directives give a voice program, channel and transposition`() {
    let voice = Reading(
      "V:1\n%%MIDI program 65\n%%MIDI channel 3\n%%MIDI transpose -12\nC", header: "K:C"
    ).tune.voices[0]
    #expect(voice.program == 65)
    #expect(voice.channel == 2)
    #expect(voice.transposition == -12)
  }

  @Test(arguments: [
    "MIDI control 7 100", "MIDI drum d2zdd 35 38 38 100 50 50", "MIDI gchord fzczfzcz",
    "MIDI ratio 2 1", "MIDI trim 1/16", "MIDI chordattack 5", "MIDI beat 105 95 80 1",
    "pagewidth 21cm", "newpage", "textfont Times 12",
  ])
  func `11.2 other directives are kept as written, and change no note`(directive: String) {
    let inHeader = Reading("CD", header: "%%\(directive)\nL:1/4\nK:C")
    #expect(inHeader.tune.fields == [TextField("%", directive)])
    #expect(inHeader.pitches == [[60], [62]])
    #expect(inHeader.codes.isEmpty)
    let inBody = Reading("C\n%%\(directive)\nD")
    #expect(inBody.pitches == [[60], [62]])
    #expect(inBody.durations == ["1/4", "1/4"])
  }

  @Test func `11.2 a later program goes on in a part of its own`() throws {
    let reading = Reading(
      "C[I:MIDI program 41]D|\n%%MIDI program 5\nE|[I:MIDI program 41]F|",
      header: "%%MIDI program 5\nL:1/4\nK:C")
    let parts = try Performance(unrolling: reading.tune).parts
    #expect(parts.map(\.program) == [5, 41])
    #expect(parts.map { $0.notes.map(\.pitch) } == [[60, 64], [62, 65]])
    #expect(Set(parts.map(\.channel)) == [0])
  }

  @Test func `11.2 transpositions replace each other, relative ones add`() {
    let reading = Reading(
      "C|\n%%MIDI transpose 12\nC|\n%%MIDI transpose 1\nC|\n%%MIDI rtranspose 3\nC|",
      header: "%%MIDI transpose 2\nL:1/4\nK:C")
    #expect(reading.playedPitches == [62, 72, 61, 64])
    #expect(
      Reading("%%MIDI transpose 12\n%%MIDI transpose 1\nC", header: "K:C").playedPitches == [61])
  }

  @Test(arguments: [
    ("pitch", [66, 78, 65]), ("octave", [66, 77, 65]), ("not", [66, 77, 65]),
  ])
  func `11.3 how far accidentals reach`(reach: String, pitches: [Int]) {
    let header = "%%propagate-accidentals \(reach)\nL:1/4\nK:C"
    #expect(Reading("^F f|F", header: header).playedPitches == pitches)
    #expect(
      Reading("^F F", header: header).playedPitches == (reach == "not" ? [66, 65] : [66, 66]))
  }

  @Test func `11.2 without bar lines an accidental is one of its note`() {
    let reading = Reading(
      "^F F\n%%MIDI barlines\n^F F", header: "%%MIDI nobarlines\nL:1/4\nK:C")
    #expect(reading.playedPitches == [66, 65, 66, 66])
  }

  @Test func `11 text blocks are no music`() {
    let reading = Reading("C\n%%begintext\nCDEF\n\n%%endtext\nD")
    #expect(reading.pitches == [[60], [62]])
  }

  @Test func `11.4 an X in a text block starts no tune, unless the block has no end`() {
    let text = Array("X:1\nK:C\nCD\n%%begintext\n\nX:2\nT:in\n\n%%endtext\nEF\n".utf8)
    let book = ABCReader().read(text, file: "t.abc")
    #expect(book.tunes.map { $0.voices[0].measures[0].items.count } == [4])
    let open = Array("X:1\nK:C\nCD\n%%begintext\n\nX:2\nK:C\nEF\n".utf8)
    #expect(ABCReader().read(open, file: "t.abc").tunes.count == 2)
  }

  @Test func `11 directives that are not about notes are kept`() {
    let reading = Reading("C", header: "%%score (1 2)\nL:1/4\nK:C")
    #expect(reading.tune.fields == [TextField("%", "score (1 2)")])
  }

  @Test func `12 exclamation marks break lines in old files`() {
    #expect(Reading("CD|EF|!\nGA!|Bc|!").pitches.count == 8)
    #expect(Reading("CD|EF|!\nGA!|Bc|!").codes.isEmpty)
  }

  @Test func `12 plus signs around notes are an old chord`() {
    #expect(Reading("+CEG+2 +f+A").pitches == [[60, 64, 67], [69]])
  }

  @Test func `extension: microtones are kept in cents`() {
    let pitches = Reading("^/c _/c ^3/2c").items.compactMap { item -> SpelledPitch? in
      if case .note(let note) = item { return note.pitch }
      return nil
    }
    #expect(pitches.map(\.cents) == [50, -50, 50])
    #expect(pitches.map(\.alteration) == [0, 0, 1])
  }
}
