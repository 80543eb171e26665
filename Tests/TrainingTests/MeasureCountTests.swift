import NoteVocabulary
import RecurrentNetwork
import Testing

@testable import Training

@Suite struct MeasureCountTests {
  private let vocabulary = TuneEncoding().vocabulary

  /// What is read for bar lines and endings, as offsets from V where they are counted.
  private func read(_ symbols: [String], _ vocabulary: Vocabulary) throws -> [Int] {
    var plain = Tiny.configuration
    plain.recalls = false
    let shape = plain.networkConfiguration(vocabulary)
    let tokens = try symbols.map { try #require(vocabulary.id(of: $0)) }
    return zip(shape.inputs(of: tokens), tokens).map { input, token in
      input == token ? -1 : Int(input) - vocabulary.count
    }
  }

  @Test func `bar lines are counted in each section, endings from their common place`() throws {
    let symbols = ["<s>", "|:", "|", "|", "[1", "|", ":|", "[2", "|", "||", "|", ".|", "::", "|"]
    #expect(
      try read(symbols, vocabulary) == [-1, -1, 0, 1, -1, 2, -1, -1, 2, -1, 0, 1, -1, 0])
  }

  @Test func `words that are bar lines are counted, other texts and frames are not`() throws {
    let words = TextEncoding(.words, vocabularyOf: ["|: a | b | c |1 d :| |2 e |"]).vocabulary
    #expect(
      try read(["<s>", "|:", "a", "|", "b", "|", "|1", "d", ":|", "|2", "|"], words)
        == [-1, -1, -1, 0, -1, 1, -1, -1, -1, -1, 2])
    #expect(Tiny.configuration.networkConfiguration(Tiny.vocabulary).counter == nil)
    var plain = Tiny.configuration
    plain.countsMeasures = false
    #expect(plain.networkConfiguration(vocabulary).counter == nil)
  }

  @Test func `batches and windows hold what is read, and predict the tokens`() {
    var configuration = Tiny.configuration
    configuration.recalls = true
    let shape = configuration.networkConfiguration(vocabulary)
    let tunes: [[Int32]] = [[0, 5, 3, 3, 1], [0, 4, 4, 5, 1]]
    let sequences = tunes.map { TokenSequence($0, shape) }
    let batch = TokenBatch(sequences)
    var generator = CounterGenerator(seed: 1)
    let plan = StreamBatcher(sequences, batchSize: 2, timeSteps: 4).plan(using: &generator)
    // Each row of the stream begins with a tune, in the order of the epoch.
    let isInOrder = Array(plan.sequence.tokens.prefix(5)) == tunes[0]
    let cases = [(batch, tunes), (plan.batch(ofWindow: 0), isInOrder ? tunes : tunes.reversed())]
    for (batch, rows) in cases {
      #expect(batch.batchSize == 2 && shape.inputsPerToken == 3)
      for (row, tokens) in rows.enumerated() {
        let inputs = shape.inputs(of: tokens)
        for step in 0..<4 {
          let place = step * 2 + row
          #expect(batch.inputs[place * 3..<place * 3 + 3] == inputs[step * 3..<step * 3 + 3])
          #expect(batch.targets[place] == tokens[step + 1])
        }
      }
    }
  }
}
