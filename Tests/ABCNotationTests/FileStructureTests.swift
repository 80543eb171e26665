import ABCNotation
import MusicModel
import Testing

/// Section 2: files, tunes and fragments.
@Suite struct FileStructureTests {
  private func book(_ text: String) -> Tunebook {
    ABCReader().read(Array(text.utf8), file: "b.abc")
  }

  /// The pitches of every tune as played.
  private func pitches(_ book: Tunebook) -> [[Int]] {
    book.tunes.map { tune in
      (try? Performance(unrolling: tune))?.parts.flatMap(\.notes).map(\.pitch) ?? []
    }
  }

  @Test(arguments: ["%abc-2.1\n", "\u{FEFF}%abc-2.1\n", "%abc\n"])
  func `2.1 the version line and a byte order mark are no music`(start: String) {
    let book = book(start + "\nX:1\nT:A\nK:C\nCDEF|\n")
    #expect(pitches(book) == [[60, 62, 64, 65]])
    #expect(book.diagnostics.isEmpty)
  }

  @Test(arguments: [
    ("%abc-2.1\n\n", true), ("%abc-2.2\n\n", true), ("%abc-2.0\n\n", false), ("%abc\n\n", false),
    ("", false),
  ])
  func `2.1 version 2.1 and later is read strictly, all else loosely`(start: String, isStrict: Bool)
  {
    let book = book(start + "X:1\nK:C\nCD!\nEF|\n")
    #expect(pitches(book) == [[60, 62, 64, 65]])
    #expect(book.diagnostics.map(\.code) == (isStrict ? ["unexpected-character"] : []))
  }

  @Test func `2.2.2 the file header holds for all tunes until they say otherwise`() {
    let book = book(
      "M:3/4\nL:1/4\nR:waltz\n\nX:1\nT:A\nK:C\nCDE|\n\nX:2\nT:B\nM:2/4\nR:polka\nK:C\nCD|\n")
    #expect(book.tunes.map(\.meter) == [Meter(3, 4), Meter(2, 4)])
    #expect(book.tunes.map(\.unitNoteLength) == [NoteDuration(1, 4), NoteDuration(1, 4)])
    #expect(book.tunes.map(\.rhythm) == ["waltz", "polka"])
  }

  @Test func `2.2.2 what a tune says ends with it, and the header holds again`() {
    let book = book(
      "M:3/4\nL:1/4\n\nX:1\nL:1/8\nK:D\n[M:2/4]F4|\n\nX:2\nK:C\nFFF|\n\nL:1/2\n\nX:3\nK:C\nFFF|\n")
    #expect(pitches(book) == [[66], [65, 65, 65], [65, 65, 65]])
    #expect(book.tunes.map(\.unitNoteLength.description) == ["1/8", "1/4", "1/4"])
    #expect(book.tunes.map(\.meter) == [Meter(3, 4), Meter(3, 4), Meter(3, 4)])
    // A header stands at the start of its file alone.
    #expect(book.diagnostics.map(\.code) == ["stray-fields"])
  }

  @Test func `2.2.3 free text between tunes is no tune`() {
    let book = book(
      "A book of tunes.\n\nX:1\nT:A\nK:C\nCDEF|\n\nSome words about it, and more.\n\nX:2\nT:B\nK:C\nCDEF|\n"
    )
    #expect(book.tunes.map(\.title) == ["A", "B"])
    #expect(pitches(book) == [[60, 62, 64, 65], [60, 62, 64, 65]])
    #expect(book.diagnostics.isEmpty)
  }

  @Test func `2.2.1 an empty line ends a tune`() {
    let book = book("X:1\nK:C\nCDEF|\n\nX:2\nK:C\nGABc|\n")
    #expect(book.entries.map(\.referenceNumber) == [1, 2])
    #expect(pitches(book) == [[60, 62, 64, 65], [67, 69, 71, 72]])
  }

  @Test func `2.2.1 an X without an empty line starts a tune with a warning`() {
    let book = book("X:1\nK:C\nCDEF|\nX:2\nK:C\nGABc|\n")
    #expect(pitches(book) == [[60, 62, 64, 65], [67, 69, 71, 72]])
    #expect(book.diagnostics.map(\.code) == ["missing-empty-line"])
  }

  @Test func `2.2.1 an empty line between header and music is mended`() {
    let book = book("X:1\nT:A\nK:C\n\nCDEF|GABc|\n")
    #expect(pitches(book) == [[60, 62, 64, 65, 67, 69, 71, 72]])
    #expect(book.diagnostics.map(\.code) == ["empty-line-in-tune"])
  }

  @Test func `2.2.1 a tune without X or K plays on with warnings`() {
    let book = book("T:Nameless\nM:4/4\nCDEF GABc|\n")
    #expect(book.tunes.first?.title == "Nameless")
    #expect(pitches(book) == [[60, 62, 64, 65, 67, 69, 71, 72]])
    #expect(Set(book.diagnostics.map(\.code)) == ["missing-reference-number", "missing-key"])
  }

  @Test func `2.2.5 comments and remarks are no music`() {
    let reading = Reading("C % g\n% g\n[r:remark g]D\nr:g\nE")
    #expect(reading.pitches == [[60], [62], [64]])
    #expect(reading.codes.isEmpty)
  }

  @Test func `2.2.6 a backslash continues a line through fields and comments`() {
    let reading = Reading("C>\\ % comment\n% another\nD (3E\\\nFG")
    #expect(reading.durations == ["3/8", "1/8", "1/6", "1/6", "1/6"])
    #expect(reading.codes.isEmpty)
  }

  @Test func `6.1.1 fields and comments may stand between a line and the one that goes on with it`()
  {
    let reading = Reading(
      "abc cab|\\ % comment\nM:9/8\n%%setbarnb 10\n%comment\nabc cba abc|",
      header: "M:6/8\nL:1/8\nK:C")
    let line = Reading("abc cab|[M:9/8]abc cba abc|", header: "M:6/8\nL:1/8\nK:C")
    #expect(reading.tune == line.tune)
    #expect(reading.codes.isEmpty)
  }

  @Test(arguments: [
    ("!", "C!D!E!\nF"), ("$", "C$D$E$\nF"), ("<EOL>", "CD\nEF"), ("<none>", "CD\nEF"),
    ("$ !", "C!D$E!\nF"), ("<EOL> $", "CD$E\nF"), ("! <EOL>", "C!D!E\nF"),
  ])
  func `6.1.1 signs that break lines are no music`(signs: String, music: String) {
    for header in ["I:linebreak \(signs)\nL:1/4\nK:C", "%%linebreak \(signs)\nL:1/4\nK:C"] {
      let reading = Reading(music, header: header)
      #expect(reading.pitches == [[60], [62], [64], [65]])
      #expect(reading.codes.isEmpty)
      #expect(reading.items.count == 4)
    }
  }

  @Test func `2.2 a tune without music is an error that says so`() {
    let book = book("X:1\nT:Empty\nK:C\n\nX:2\nT:Full\nK:C\nC|\n")
    #expect(book.entries.count == 2)
    #expect(book.tunes.count == 1)
    #expect(
      book.diagnostics.map(\.description)
        == ["b.abc:1:1: error: no music in this tune; expected notes after its header"])
  }

  @Test func `3.1.1 a number that is used twice is named with its place`() {
    let book = book("X:7\nK:C\nC|\n\nX:7\nK:C\nD|\n")
    #expect(
      book.diagnostics.map(\.description)
        == ["b.abc:5:1: warning: X:7 stands already at line 1; expected a number of its own"])
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `8.1 every line end is understood`(end: String) {
    let lines = ["X:1", "T:A", "K:G", "FGAB|", "c4|", "", "X:2", "K:C", "C|", ""]
    let book = book(lines.joined(separator: end))
    #expect(pitches(book) == [[66, 67, 69, 71, 72], [60]])
    #expect(book.tunes.first?.voices[0].measures.count == 2)
  }

  @Test func `8.1 tabs are blanks`() {
    let book = book("X:1\t\nT:\tA\t\nM:\t4/4\nL: \t1/4\nK:\tG \tdor\n\tC\tD B\tF |\t\nw:\ta\tb\n")
    #expect(pitches(book) == [[60, 62, 70, 65]])
    #expect(book.tunes.first?.title == "A")
    #expect(book.diagnostics.isEmpty)
  }

  @Test func `HTML around a tune is named and left out`() {
    let book = book("<pre>\nX:1\nT:A\nK:C\n<br>\nCDEF|\n</pre>\n")
    #expect(book.tunes.first?.voices[0].measures.first?.items.count == 4)
    #expect(book.diagnostics.map(\.code) == ["html-debris", "html-debris", "html-debris"])
  }
}
