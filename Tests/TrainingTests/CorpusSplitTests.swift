import MusicModel
import NoteVocabulary
import Testing

@testable import Training

@Suite struct CorpusSplitTests {
  @Test(arguments: [
    ("The Rakes of Mallow", "rakes of mallow"), ("Rakes Of Mallow, The", "rakes of mallow"),
    ("Rakes of Mallow (2)", "rakes of mallow"), ("Rakes of Mallow No. 3", "rakes of mallow"),
    ("Séamas Ó Beaglaoich's", "seamas o beaglaoichs"), ("The", "the"), ("", ""),
    ("A [jig] 12", "a"),
  ])
  func `titles lose what settings differ in`(title: String, normalized: String) {
    #expect(TuneTitle.normalized(title) == normalized)
  }

  private func corpus(titles: [String?]) throws -> Corpus {
    let encoding = TextEncoding(.words, vocabularyOf: ["a b c"])
    let items = titles.enumerated().map { index, title in
      CorpusItem(
        title: title, location: .text(file: "x.abc", line: index + 1, column: 1),
        tokens: [0] + Array(repeating: 2, count: index) + [1])
    }
    return Corpus(
      vocabulary: encoding.vocabulary, items: items, totals: CorpusTotals(), diagnostics: [])
  }

  @Test func `settings of one title stay on one side`() throws {
    let titles = (0..<300).map { "Tune \(Character(Unicode.Scalar(97 + UInt8($0 % 26)))) (\($0))" }
    let corpus = try corpus(titles: titles)
    let split = corpus.split(share: 0.1, seed: 4).tokens
    #expect(split.training.count + split.validation.count == 300)
    let validation = Set(split.validation.map { ($0.count - 2) % 26 })
    let training = Set(split.training.map { ($0.count - 2) % 26 })
    #expect(validation.isDisjoint(with: training))
    #expect((30..<45).contains(split.validation.count))
  }

  @Test func `the seed alone decides the sides`() throws {
    let corpus = try corpus(titles: (0..<100).map { "tune \($0) x\($0)" })
    #expect(corpus.split(share: 0.2, seed: 1).tokens == corpus.split(share: 0.2, seed: 1).tokens)
    #expect(corpus.split(share: 0.2, seed: 1).tokens != corpus.split(share: 0.2, seed: 2).tokens)
  }

  @Test func `tunes without a title are split one by one`() throws {
    let split = try corpus(titles: Array(repeating: nil, count: 100)).split(share: 0.05, seed: 1)
    #expect(split.validation.count == 5)
  }

  @Test(arguments: [(0.0, 10, 0), (0.05, 2, 1), (0.05, 1, 0), (0.99, 2, 1)])
  func `both sides get a tune where there are two titles`(
    share: Double, count: Int, validation: Int
  ) throws {
    let split = try corpus(titles: Array(repeating: nil, count: count))
      .split(share: share, seed: 1)
    #expect(split.validation.count == validation)
    #expect(split.training.count == count - validation)
  }

  @Test func `a tune that stands on both sides is only measured with`() throws {
    var validation = try corpus(titles: ["a", "b", "c"])
    validation.items.removeFirst()
    let tokens = SplitCorpus(
      training: try corpus(titles: ["a", "b", "c", "d"]), validation: validation
    ).tokens
    #expect(tokens.training.map(\.count) == [2, 5])
    #expect(tokens.validation.map(\.count) == [3, 4])
  }

  @Test func `the fingerprint follows tokens and sides`() throws {
    let vocabulary = TextEncoding(.words, vocabularyOf: ["a b c"]).vocabulary
    func fingerprint(_ training: [[Int32]], _ validation: [[Int32]]) -> String {
      TokenCorpus(vocabulary: vocabulary, training: training, validation: validation).fingerprint
    }
    let original = fingerprint([[0, 2, 1], [0, 3, 1]], [[0, 4, 1]])
    #expect(original == fingerprint([[0, 2, 1], [0, 3, 1]], [[0, 4, 1]]))
    #expect(original != fingerprint([[0, 2, 1]], [[0, 3, 1], [0, 4, 1]]))
    #expect(original != fingerprint([[0, 3, 1], [0, 2, 1]], [[0, 4, 1]]))
    #expect(original.count == 64)
  }
}
