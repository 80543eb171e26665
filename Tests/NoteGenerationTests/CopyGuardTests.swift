import Judgement
import MusicModel
import NoteVocabulary
import RecurrentNetwork
import Testing

@testable import NoteGeneration

@Suite struct CopyGuardTests {
  private static let encoding = TuneEncoding()

  /// Tunes that a model of nothing but copies would write: some random ones.
  private static func corpus(_ count: Int, seed: UInt64 = 1) throws -> [[Int32]] {
    var options = SamplingOptions()
    options.seed = seed
    options.constraints.meter = Meter(6, 8)
    options.constraints.form = try TuneForm(parsing: "8x2+8x2")
    let grammar = try Grammar(TuneEncoding.Options(), options.constraints)
    var model = HashModel(vocabularySize: encoding.vocabulary.count, spread: 4)
    return try Sampler(options, grammar: grammar).sample(&model, Array(0..<count)).map(\.tokens)
  }

  private static func index(_ corpus: [[Int32]]) throws -> NoveltyIndex {
    NoveltyIndex(
      try corpus.enumerated().map {
        IndexedTune(title: "no. \($0)", tune: try encoding.decode($1))
      }, fingerprint: "test")
  }

  /// The longest shared run in bars, found by the index in the finished tune.
  private static func longestRun(_ sequence: SampledSequence, _ index: NoveltyIndex) throws
    -> Double
  {
    let tune = try encoding.decode(sequence.tokens)
    return index.novelty(of: try Melody(tune)).longestBars
  }

  @Test(arguments: [1, 2, 4])
  func `a parrot is kept from copying, and its tunes are well formed`(bars: Int) throws {
    let corpus = try Self.corpus(4)
    let index = try Self.index(corpus)
    for form in ["8x2+8x2", "8"] {
      var options = SamplingOptions()
      options.constraints.meter = Meter(6, 8)
      options.constraints.form = try TuneForm(parsing: form)
      let grammar = try Grammar(TuneEncoding.Options(), options.constraints)
      let free = try sample(corpus, options, grammar, [])
      let longest = try free.map { try Self.longestRun($0, index) }
      #expect((longest.max() ?? 0) >= Double(bars), "the parrot does not copy \(form)")
      for sequence in try sample(corpus, options, grammar, [CopyGuard(index, bars: bars)]) {
        #expect(grammar.accepts(sequence.tokens))
        #expect(sequence.overruled == 0)
        #expect(try Self.longestRun(sequence, index) < Double(bars))
      }
    }
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `tunes of any shape keep the limit`(seed: UInt64) throws {
    let corpus = try Self.corpus(4, seed: seed)
    let index = try Self.index(corpus)
    var options = SamplingOptions()
    options.seed = seed
    options.constraints.meter = Meter(6, 8)
    options.constraints.maximumMeasures = 20
    let grammar = try Grammar(TuneEncoding.Options(), options.constraints)
    for sequence in try sample(corpus, options, grammar, [CopyGuard(index, bars: 2)]) {
      #expect(grammar.accepts(sequence.tokens))
      #expect(try Self.longestRun(sequence, index) < 2 || sequence.overruled > 0)
      #expect(sequence.overruled == 0)
    }
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `the guard hears a tune as it will be played`(seed: UInt64) throws {
    var options = SamplingOptions()
    options.seed = seed
    options.constraints.maximumMeasures = 24
    let grammar = try Grammar(TuneEncoding.Options(), options.constraints)
    var model = HashModel(vocabularySize: Self.encoding.vocabulary.count, spread: 5)
    for sequence in try Sampler(options, grammar: grammar).sample(&model, Array(0..<10)) {
      var listener = TuneListener()
      for token in sequence.tokens {
        listener.hear(TuneTokenTable.standard.tokens[Int(token)])
      }
      let melody = try Melody(Self.encoding.decode(sequence.tokens))
      #expect(listener.played.symbols == melody.symbols)
    }
  }

  private func sample(
    _ corpus: [[Int32]], _ options: SamplingOptions, _ grammar: Grammar,
    _ constraints: [any TokenConstraint]
  ) throws -> [SampledSequence] {
    var model = Parrot(corpus, vocabularySize: Self.encoding.vocabulary.count)
    return try Sampler(options, grammar: grammar, constraints: constraints)
      .sample(&model, Array(0..<6))
  }
}

/// Scores high the tokens that follow in a corpus after the longest run of tokens found there.
private struct Parrot: NextTokenModel {
  let batchSize = Sampler.batchSize
  let vocabularySize: Int
  private static let contextLengths = [8, 4, 2, 1]
  private var followers: [ArraySlice<Int32>: Set<Int32>] = [:]
  private var histories: [[Int32]]

  init(_ corpus: [[Int32]], vocabularySize: Int) {
    self.vocabularySize = vocabularySize
    histories = [[Int32]](repeating: [], count: batchSize)
    for tune in corpus {
      for length in Self.contextLengths {
        for end in length..<tune.count {
          followers[tune[end - length..<end], default: []].insert(tune[end])
        }
      }
    }
  }

  mutating func reset(row: Int) { histories[row] = [] }

  mutating func step(_ tokens: [Int32], into logits: inout [Float]) throws(NetworkError) {
    for row in 0..<batchSize {
      histories[row].append(tokens[row])
      let generator = CounterGenerator(
        seed: UInt64(row), stream: UInt64(histories[row].count)
      ).split(UInt64(tokens[row]))
      for token in 0..<vocabularySize {
        logits[row * vocabularySize + token] =
          Float(generator.bits(at: UInt64(token)) >> 40) * 0x1p-24
      }
      for length in Self.contextLengths where length <= histories[row].count {
        guard let next = followers[histories[row].suffix(length)] else { continue }
        for token in next { logits[row * vocabularySize + Int(token)] += 12 }
        break
      }
    }
  }
}
