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
    ("CDEF0|", ["bad-length"]), ("(0CDEF|", ["bad-tuplet"]), ("CDEF|[100 CDEF|", ["bad-ending"]),
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
