import Foundation
import NoteVocabulary
import Testing

@Suite struct VocabularyTests {
  @Test func `the tune encoding has at most 250 different symbols`() {
    let vocabulary = TuneEncoding().vocabulary
    #expect(vocabulary.count <= 250)
    #expect(vocabulary.symbols.prefix(3) == ["<s>", "</s>", "R:?"])
    #expect(Set(vocabulary.symbols).count == vocabulary.count)
    for (id, symbol) in vocabulary.symbols.enumerated() {
      #expect(vocabulary.id(of: symbol) == Int32(id))
    }
  }

  @Test func `a vocabulary survives JSON`() throws {
    let options = TuneEncoding.Options(keepsTonic: false)
    let vocabulary = TuneEncoding(options).vocabulary
    let json = try JSONEncoder().encode(vocabulary)
    let copy = try JSONDecoder().decode(Vocabulary.self, from: json)
    #expect(copy == vocabulary)
    #expect(try TuneEncoding(copy).options == options)
  }

  @Test func `a vocabulary of another version is refused`() throws {
    let foreign = try Vocabulary(kind: .tune, version: 99, symbols: ["<s>", "</s>", "x"])
    #expect(throws: VocabularyError.foreignEncoding(kind: .tune, version: 99)) {
      try TuneEncoding(foreign)
    }
    #expect(throws: VocabularyError.foreignEncoding(kind: .tune, version: 99)) {
      try TextEncoding(foreign)
    }
  }

  @Test func `symbols must differ and start with the boundaries`() {
    #expect(throws: VocabularyError.missingBoundarySymbols) {
      try Vocabulary(kind: .words, version: 1, symbols: ["a"])
    }
    #expect(throws: VocabularyError.repeatedSymbol("a")) {
      try Vocabulary(kind: .words, version: 1, symbols: ["<s>", "</s>", "a", "a"])
    }
  }
}
