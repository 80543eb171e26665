import ABCNotation
import TestSupport
import Testing

@Suite struct ABCSyntaxTreeTests {
  private func joined(_ tree: ABCSyntaxTree) -> [UInt8] {
    tree.tokens.flatMap { Array(tree.bytes(of: $0)) }
  }

  @Test func `every symbol of a tune has its place`() {
    let text = "M:3/4 % waltz\n\nX:1\nK:D\n|:^c'2>D [CE]/ \"Am\"!f!z|]\n\nfree text\n"
    let tree = ABCSyntaxTree(Array(text.utf8))
    #expect(tree.sections.map(\.kind) == [.fileHeader, .betweenTunes, .tune, .betweenTunes])
    let music = tree.sections[2].lines[2].tokens
    #expect(
      music.map { String(decoding: tree.bytes(of: $0), as: UTF8.self) } == [
        "|:", "^c'2", ">", "D", " ", "[", "C", "E", "]/", " ", "\"Am\"", "!f!", "z", "|]", "\n",
      ])
    #expect(
      music.map(\.kind) == [
        .barLine, .note, .brokenRhythm, .note, .blank, .chordStart, .note, .note, .chordEnd,
        .blank, .quotedText, .decoration, .rest, .barLine, .lineEnd,
      ])
    #expect(music[1].range == 25..<29)
    #expect(
      tree.sections[0].lines[0].tokens.map(\.kind) == [
        .fieldName, .fieldText, .comment, .lineEnd,
      ])
    #expect(tree.sections[3].lines[1].tokens.first?.kind == .text)
  }

  @Test func `what has no meaning is kept as unknown`() {
    let tree = ABCSyntaxTree(Array("X:1\nK:C\nC§D\u{1}E\n".utf8))
    let unknown = tree.tokens.filter { $0.kind == .unknown }
    #expect(unknown.map { Array(tree.bytes(of: $0)) } == [Array("§".utf8), [1]])
  }

  @Test(arguments: [
    "", "\n", "\r\n\r", "X:1", "\u{FEFF}", "\u{FEFF}X:1\r\nK:C\r\nCDE\r\n", "%%begintext\nX\n",
    "\u{0}\u{0}", "X:1\nK:C\n[K:\n", "no tune\n\n\n  \nX:2\nmusic before key\nK:C\n+:\n",
  ])
  func `the tokens of odd texts put the text together`(text: String) {
    let bytes = Array(text.utf8)
    #expect(joined(ABCSyntaxTree(bytes)) == bytes)
  }

  @Test func `the tokens of random bytes put them together`() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<50 {
      let bytes = (0..<300).map { _ in
        Array("X:1\nK:[|]\"!+% abc{(3&\r\u{FE}\u{0}".utf8).randomElement(using: &generator) ?? 0
      }
      #expect(joined(ABCSyntaxTree(bytes)) == bytes)
    }
  }

  private static let fixtures = SharedData.folder("fixtures/abc")

  @Test(.enabled(if: fixtures != nil, "no shared fixtures; CONTRIBUTING.md says where they go"))
  func `the tokens of every fixture put it together byte for byte`() throws {
    let paths = SharedData.files(in: "fixtures/abc", endings: ["abc", "abh"])
    #expect(!paths.isEmpty)
    for path in paths {
      let bytes = try SharedData.bytes(path)
      #expect(joined(ABCSyntaxTree(bytes)) == bytes, "\(path)")
    }
  }
}
