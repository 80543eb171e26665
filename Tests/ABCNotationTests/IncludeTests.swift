import ABCNotation
import MusicModel
import Testing

/// Section 3.1.17: instructions that name other files, and encodings.
@Suite struct IncludeTests {
  private struct NoFile: Error, CustomStringConvertible {
    var description: String { "no such file" }
  }

  private func book(_ text: String, _ files: [String: String] = [:]) -> Tunebook {
    let reader = ABCReader { name in
      guard let text = files[name] else { throw NoFile() }
      return Array(text.utf8)
    }
    return reader.read(Array(text.utf8), file: "b.abc")
  }

  @Test func `3.1.17 the fields of an included file hold as if they stood there`() {
    let files = ["defs.abh": "M:3/4\nL:1/4\n%%MIDI program 40\nU:W=!turn!\n"]
    let inHeader = book("I:abc-include defs.abh\n\nX:1\nK:C\nWCDE|\n", files)
    #expect(inHeader.tunes.first?.meter == Meter(3, 4))
    #expect(inHeader.tunes.first?.voices[0].program == 40)
    #expect(inHeader.diagnostics.isEmpty)
    let inTune = book("X:1\nI:abc-include defs.abh\nK:C\nWCDE|\n", files)
    #expect(inTune.tunes.first?.voices == inHeader.tunes.first?.voices)
  }

  @Test func `3.1.17 files that include each other end`() {
    let book = book(
      "X:1\nI:abc-include a.abh\nK:C\nC|\n",
      ["a.abh": "N:a\nI:abc-include b.abh\n", "b.abh": "N:b\nI:abc-include a.abh\n"])
    #expect(book.tunes.first?.fields.map(\.text) == ["a", "b"])
    #expect(
      book.diagnostics.map(\.description)
        == ["b.abh:2:3: warning: 'a.abh' includes itself; ignored"])
  }

  @Test func `3.1.17 the depth of files is bounded`() {
    var files: [String: String] = [:]
    for depth in 0..<20 { files["\(depth)"] = "N:\(depth)\nI:abc-include \(depth + 1)\n" }
    let book = book("X:1\nI:abc-include 0\nK:C\nC|\n", files)
    #expect(book.tunes.first?.fields.count == 8)
    #expect(book.diagnostics.map(\.code) == ["bad-include"])
  }

  @Test func `3.1.17 a file that cannot be read is named, and the tune is kept`() {
    let book = book("X:1\nI:abc-include gone.abh\nK:C\nC|\n")
    #expect(
      book.diagnostics.map(\.description)
        == ["b.abc:2:3: warning: cannot include 'gone.abh': no such file"])
    #expect(book.tunes.count == 1)
  }

  @Test func `3.1.17 what is wrong in an included file is told with its own place`() {
    let book = book("X:1\nI:abc-include a.abh\nK:C\nC|\n", ["a.abh": "N:fine\nM:odd\n"])
    #expect(
      book.diagnostics.map(\.description) == [
        "a.abh:2:3: warning: unknown meter 'odd'; expected one such as 6/8, C, C| or none"
      ])
  }

  @Test(arguments: [
    ("Q:fast", "unknown tempo 'fast'; expected one such as 1/4=120 or \"Allegro\""),
    ("P:A)", "')' without '(' in the order of parts; all music is played once"),
  ])
  func `3.1.17 tempo and parts of another text are told with their place, once`(
    field: String, message: String
  ) {
    let included = book("X:1\nI:abc-include a.abh\nK:C\nC|\n", ["a.abh": "N:fine\n\(field)\n"])
    #expect(included.diagnostics.map(\.description) == ["a.abh:2:3: warning: \(message)"])
    let header = book("\(field)\n\nX:1\nK:C\nC|\n\nX:2\nK:C\nD|\n")
    #expect(header.diagnostics.map(\.description) == ["b.abc:1:3: warning: \(message)"])
  }

  @Test func `3.1.17 other instructions of the header are kept as directives`() {
    let text = "X:1\nI:abc-creator me\nI:abc-version 2.1\nI:abc-charset utf-8\nK:C\nC|\n"
    #expect(book(text).tunes.first?.fields == [TextField("%", "abc-creator me")])
  }

  @Test(
    arguments: [
      ("iso-8859-1", [0xE9], "é"), ("iso-8859-2", [0xB3], "ł"), ("windows-1252", [0x80], "€"),
      ("iso-8859-1", [0xC3, 0xA9], "Ã©"), ("utf-8", [0xC3, 0xA9], "é"),
    ] as [(String, [UInt8], String)])
  func `8.2 texts are read in the encoding that is named`(
    name: String, bytes: [UInt8], text: String
  ) {
    let inTune = Array("X:1\nI:abc-charset \(name)\nT:".utf8) + bytes + Array("\nK:C\nC|\n".utf8)
    #expect(ABCReader().read(inTune, file: "c.abc").tunes.first?.title == text)
    let inFile = Array("%%abc-charset \(name)\n\nX:1\nT:".utf8) + bytes + Array("\nK:C\nC|\n".utf8)
    #expect(ABCReader().read(inFile, file: "c.abc").tunes.first?.title == text)
  }
}
