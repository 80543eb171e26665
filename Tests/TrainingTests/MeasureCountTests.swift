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
    let tokens: [Int32] = [0, 5, 3, 3, 1]
    let sequence = TokenSequence(tokens, shape)
    #expect(sequence.inputsPerToken == 3 && sequence.inputs.count == 15)
    let batcher = Batcher([sequence], batchSize: 1)
    let batch = batcher.batches(of: batcher.plan().groups[0])[0]
    var generator = CounterGenerator(seed: 1)
    let window = StreamBatcher([sequence], batchSize: 1, timeSteps: 4)
      .plan(using: &generator).batch(ofWindow: 0)
    for batch in [batch, window] {
      #expect(batch.inputs.prefix(12) == shape.inputs(of: tokens).prefix(12))
      #expect(batch.targets.prefix(4) == [5, 3, 3, 1])
    }
  }
}
