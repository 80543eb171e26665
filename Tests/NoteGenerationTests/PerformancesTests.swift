import MusicModel
import RecurrentNetwork
import Testing

@testable import NoteGeneration
@testable import NoteVocabulary

@Suite struct PerformancesTests {
  private func generator(_ vocabulary: Vocabulary) throws -> Generator {
    let configuration = NetworkConfiguration(
      cell: .lstm, vocabularySize: vocabulary.count, hiddenSize: 8, layers: 1)
    return Generator(
      try Network(configuration, seed: 7), vocabulary, fingerprint: "0123456789abcdef")
  }

  private func options(bars: Int) -> SamplingOptions {
    var options = SamplingOptions()
    options.constraints.measures = bars
    return options
  }

  @Test func `even an untrained model of frames makes as many measures as asked for`() throws {
    let encoding = FrameEncoding(FrameEncoding.Options(frameLength: NoteDuration(1, 4)))
    let generator = try generator(encoding.vocabulary)
    let pieces = try generator.performances(count: 3, options(bars: 2))
    for piece in pieces {
      let grammar = FrameGrammar(minimumFrames: 8, maximumFrames: 8)
      #expect(grammar.accepts(piece.sequence.tokens))
      #expect(piece.fault == nil)
    }
    #expect(try generator.performance(pieces[1].recipe) == pieces[1])
  }

  @Test func `even an untrained model of events makes music in the meter asked for`() throws {
    let generator = try generator(EventEncoding().vocabulary)
    var options = options(bars: 1)
    options.constraints.meter = Meter(3, 8)
    let pieces = try generator.performances(count: 2, options)
    for piece in pieces {
      let grammar = try EventGrammar(minimumBars: 1, maximumBars: 1, meter: Meter(3, 8))
      #expect(grammar.accepts(piece.sequence.tokens))
      #expect(piece.music.meters == [Timed(.zero, Meter(3, 8))])
      #expect(piece.music.title == "Lilt Piece No. 0-\(piece.recipe.index + 1)")
    }
    #expect(try generator.performance(pieces[1].recipe) == pieces[1])
  }

  @Test func `what these models do not know is refused`() throws {
    let generator = try generator(FrameEncoding().vocabulary)
    var options = options(bars: 1)
    options.constraints.meter = Meter(3, 8)
    #expect(throws: GenerationError.invalidOption("the model knows no meter; leave it out")) {
      try generator.performances(count: 1, options)
    }
    options.constraints.meter = nil
    options.constraints.range = 60...72
    let refusal = "the model knows no rhythm, key, form or range; leave them out"
    #expect(throws: GenerationError.invalidOption(refusal)) {
      try generator.performances(count: 1, options)
    }
    options.constraints.range = nil
    options.chords = try ChordProgression(parsing: "G C D G")
    let opening = "the model takes no opening or chords; leave them out"
    #expect(throws: GenerationError.invalidOption(opening)) {
      try generator.performances(count: 1, options)
    }
    #expect(
      throws: GenerationError.wrongEncoding(
        found: .frames, expected: "one trained on words or characters")
    ) {
      try generator.texts(count: 1, options)
    }
  }
}
