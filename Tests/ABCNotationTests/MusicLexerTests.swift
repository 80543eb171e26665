import TestSupport
import Testing

@testable import ABCNotation

@Suite struct MusicLexerTests {
  @Test(arguments: 0..<100)
  func `symbols cover any line without gaps`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let alphabet = Array("|:[](){}\"!+&<>-^_=/,'.~0123456789zZxyABCDEFGabcdefgTK\\% \u{e9}".utf8)
    let bytes = (0..<200).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
    var lexer = MusicLexer(bytes.indices)
    var end = 0
    while let symbol = lexer.next(in: bytes.span) {
      #expect(symbol.start == end)
      #expect(symbol.end > symbol.start)
      end = symbol.end
    }
    #expect(end == bytes.count)
  }

  @Test func `4.8 a bracket before a digit, a field or a chord is no bar line`() {
    let bytes = Array("A|[1 B|[K:G]c|[ce]|[|]".utf8)
    var lexer = MusicLexer(bytes.indices)
    var names: [String] = []
    while let symbol = lexer.next(in: bytes.span) {
      switch symbol.kind {
      case .barLine: names.append("bar")
      case .ending: names.append("ending")
      case .field: names.append("field")
      case .chordStart: names.append("chord")
      default: break
      }
    }
    #expect(
      names == ["bar", "ending", "bar", "field", "bar", "chord", "bar"])
  }
}
