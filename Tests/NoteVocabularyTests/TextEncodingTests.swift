import NoteVocabulary
import Testing

@Suite struct TextEncodingTests {
  @Test func `blank lines separate pieces`() {
    let text = "M:6/8\nA B |\r\n\r\n\n  \nM:4/4\nC\n"
    #expect(TextEncoding.pieces(of: text) == ["M:6/8\nA B |", "M:4/4\nC"])
    #expect(TextEncoding.pieces(of: " \n\n").isEmpty)
  }

  @Test func `words are collected in order and come back joined by spaces`() throws {
    let encoding = TextEncoding(.words, vocabularyOf: ["b a |", "a  c\n|"])
    #expect(encoding.vocabulary.symbols == ["<s>", "</s>", "a", "b", "c", "|"])
    let tokens = try encoding.encode("a  c\n|")
    #expect(tokens == [0, 2, 4, 5, 1])
    #expect(try encoding.decode(tokens) == "a c |")
  }

  @Test func `characters come back as they were`() throws {
    let piece = "|: é\u{301}\n👍🏽"
    let encoding = TextEncoding(.characters, vocabularyOf: [piece])
    #expect(
      try encoding.decode(encoding.encode(piece)).unicodeScalars.elementsEqual(piece.unicodeScalars)
    )
  }

  @Test func `a symbol that training did not have is named`() {
    let encoding = TextEncoding(.words, vocabularyOf: ["a b"])
    #expect(throws: EncodingError.unknownSymbol("c", position: 1)) { try encoding.encode("a c") }
    #expect(throws: EncodingError.unknownSymbol("<s>", position: 0)) { try encoding.encode("<s>") }
    #expect(throws: EncodingError.unknownToken(9, position: 0)) { try encoding.decode([9]) }
  }

  @Test func `a stored vocabulary gives the same encoding`() throws {
    let encoding = TextEncoding(.characters, vocabularyOf: ["abc"])
    #expect(try TextEncoding(encoding.vocabulary) == encoding)
  }
}
