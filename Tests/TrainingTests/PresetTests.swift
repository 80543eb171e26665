import Testing

@testable import Training

struct PresetTests {
  @Test func `a corpus that is read often is learned with more dropped out`() {
    let corpus = Tiny.corpus()
    var configuration = Preset.folk.configuration
    configuration.length = .epochs(30)
    #expect(Preset.folk.regularized(configuration, for: corpus) == configuration)

    configuration.length = .epochs(31)
    let regularized = Preset.folk.regularized(configuration, for: corpus)
    #expect(regularized.dropout > configuration.dropout)
    #expect(regularized.recurrentDropout > 0)
    #expect(regularized.averageDecay != nil)
    #expect(Preset.tiny.regularized(configuration, for: corpus) == configuration)
  }

  @Test func `a minute is not used up where a few tunes would be learned by heart`() {
    let configuration = Preset.tiny.configuration
    #expect(Preset.tiny.regularized(configuration, for: Tiny.corpus()).length == .epochs(150))

    let tunes = [[Int32]](repeating: [0] + Array(repeating: 2, count: 99) + [1], count: 4000)
    let corpus = TokenCorpus(vocabulary: Tiny.vocabulary, training: tunes, validation: [])
    #expect(Preset.tiny.regularized(configuration, for: corpus).length == .minutes(1))
  }

  @Test func `minutes count by the size of corpus and network`() {
    // 800,000 tokens to learn: 20 readings in ten minutes by two layers of 256.
    let tunes = [[Int32]](repeating: [0] + Array(repeating: 2, count: 99) + [1], count: 8000)
    let corpus = TokenCorpus(vocabulary: Tiny.vocabulary, training: tunes, validation: [])
    var configuration = Preset.folk.configuration
    #expect(Preset.folk.regularized(configuration, for: corpus) == configuration)

    configuration.length = .minutes(20)
    #expect(Preset.folk.regularized(configuration, for: corpus) != configuration)

    configuration.hiddenSize = 512
    #expect(Preset.folk.regularized(configuration, for: corpus) == configuration)
  }
}
