import ABCNotation
import MusicModel
import Testing

@Suite struct DiagnosticsTests {
  @Test(arguments: [
    ("CDEFG|CDEF|", ["overfull-measure"]), ("CDEF|CDE|CDEF|", ["short-measure"]),
    ("C|CDEF|CDE|]", []), ("C|CDEF|CDE:|C|CDEF|CDE:|", []), ("CDEF|CD.|EF|Z4|", []),
    ("|:CDEF|GABc|", ["unbalanced-repeat"]), ("|:CDEF|:GABc:|", ["unbalanced-repeat"]),
    ("CDE)F|", ["unbalanced-slur"]), ("(CDEF|", ["unbalanced-slur"]), ("CDEF-|", ["unended-tie"]),
    ("-CDEF|", ["stray-tie"]), (">CDEF|", ["broken-rhythm-without-notes"]),
    ("CDkEF|", ["unknown-symbol"]), ("CDé EF|", ["unexpected-character"]),
    ("CDE[FA|", ["bad-chord"]), ("CDE{gF|", ["bad-grace"]),
    ("CDE\"GF|", ["unclosed-text"]), ("CDEF[M:x/y]|", ["bad-meter"]),
    ("CDEF[L:0]|", ["bad-unit-length"]), ("CDEF[Q:fast]|", ["bad-tempo"]),
    ("CDEF[K:H]|", ["bad-key"]), ("CDEF|\nX:2\n", ["missing-empty-line", "no-music"]),
    ("CD-E-F|", ["unended-tie"]), ("CD!foo!EF|", ["unknown-decoration"]),
    ("CD*EF|", ["reserved-character"]), ("CDEF|\n\nZ:Me\nN:field\n", ["stray-fields"]),
    ("CDEF0|", ["bad-length"]), ("(0CDEF|", ["bad-tuplet"]), ("CDEF|[100 CDEF|", ["bad-ending"]),
    ("CDE]F|", ["bad-chord"]), ("CD[EzG]F|", ["bad-chord"]), ("CD{gz}EF|", ["bad-grace"]),
    ("CDEF|CZ|CDEF|", ["overfull-measure"]), ("CD:EF|", ["unexpected-character"]),
    ("CDEF[M:C at last]|", ["bad-meter"]), ("CDEF[M:4/4x]|", ["bad-meter"]),
    ("CDEF[L:1/41]|", ["bad-unit-length"]), ("CDEF[V:1name=\"A\"]|", ["bad-field"]),
  ])
  func `every kind of fault has its code`(music: String, codes: [String]) {
    let text = "X:1\nM:4/4\nL:1/4\nK:C\n\(music)\n"
    let book = ABCReader().read(Array(text.utf8), file: "t.abc")
    let found = book.diagnostics.map(\.code).filter { $0 != "short-measure" || codes.contains($0) }
    #expect(Set(found) == Set(codes))
    #expect(book.tunes.count == 1)
  }

  @Test func `a place counts lines and characters from one`() {
    let reading = Reading("\"é\"CDEF|\"é\"CDEFG|GABc|", header: "M:4/4\nL:1/4\nK:C")
    #expect(
      reading.entry.diagnostics.map(\.description) == [
        "tune.abc:5:9: warning: measure of 5/4 is more than the meter 4/4, which expects 1/1"
      ])
  }

  @Test func `an explanation shows the line, a caret, the code and a fix`() {
    let reading = Reading("é CD|[EG F|GABc|", header: "M:none\nL:1/4\nK:C")
    #expect(
      reading.entry.diagnostics.map(\.explanation) == [
        """
        tune.abc:5:1: warning: unexpected 'é' in music; ignored [unexpected-character]
            é CD|[EG F|GABc|
            ^
        """,
        """
        tune.abc:5:6: warning: chord without ']'; closed at this point [bad-chord]
            é CD|[EG F|GABc|
                 ^
            fix: end the chord with ']'
        """,
      ])
  }

  @Test func `a caret in a long line stands under its place`() {
    let notes = String(repeating: "CDEF ", count: 50)
    let reading = Reading(notes + "§" + notes, header: "M:none\nL:1/4\nK:C")
    let excerpt = reading.entry.diagnostics.first?.excerpt
    #expect(excerpt?.column == 61)
    #expect(excerpt.map { Array($0.line.unicodeScalars)[$0.column] } == "§")
  }

  @Test func `a text without a tune is an error`() {
    for text in ["", "\n\n", "Only words, no music.\n"] {
      let book = ABCReader().read(Array(text.utf8), file: "t.abc")
      #expect(book.entries.isEmpty)
      #expect(book.diagnostics.map(\.code) == ["no-tune"])
    }
  }

  @Test func `a header field that is repeated is named, and the later one holds`() {
    let reading = Reading("C", header: "M:3/4\nM:2/4\nL:1/4\nK:C")
    #expect(reading.tune.meter == Meter(2, 4))
    #expect(reading.codes == ["repeated-field"])
  }

  @Test func `older dialects are read loosely alone`() {
    let text = Array("X:1\nL:1/4\nK:C\nCD!\nEF|\n".utf8)
    let loose = ABCReader(options: .init(interpretation: .loose)).read(text, file: "t.abc")
    let strict = ABCReader(options: .init(interpretation: .strict)).read(text, file: "t.abc")
    #expect(loose.diagnostics.isEmpty)
    #expect(strict.diagnostics.map(\.code) == ["unexpected-character"])
    #expect(strict.tunes == loose.tunes)
  }

  @Test func `notes before and after a fault are kept`() {
    #expect(
      Reading("CD[K:zz]E\u{FFFD}F(999:999G|\"A").pitches.flatMap(\.self) == [60, 62, 64, 65, 67])
  }

  @Test func `one tune's findings are bounded`() {
    let reading = Reading(String(repeating: "C)", count: 5000))
    #expect(reading.entry.diagnostics.count == 201)
    #expect(reading.codes.last == "too-many-findings")
  }
}
