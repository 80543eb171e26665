import MusicModel
import NoteGeneration
import NoteVocabulary
import RecurrentNetwork
import Testing

@Suite struct GeneratorTests {
  private func generator(
    _ vocabulary: Vocabulary = TuneEncoding().vocabulary, threads: Int = 1
  ) throws -> Generator {
    let configuration = NetworkConfiguration(
      vocabularySize: vocabulary.count, embeddingSize: 8, hiddenSize: 16, layers: 1)
    let network = try Network(configuration, seed: 3)
    return Generator(network, vocabulary, fingerprint: "f00d", threads: threads)
  }

  private func options(_ change: (inout SamplingOptions) -> Void = { _ in }) -> SamplingOptions {
    var options = SamplingOptions()
    options.seed = 11
    options.constraints.maximumMeasures = 4
    options.constraints.meter = Meter(2, 4)
    change(&options)
    return options
  }

  private func pitches(_ tune: Tune) -> [Int] {
    tune.voices[0].measures.flatMap(\.items).flatMap { item -> [Int] in
      switch item {
      case .note(let note): [note.pitch.pitch]
      case .chord(let chord): chord.notes.map(\.pitch.pitch)
      default: []
      }
    }
  }

  @Test func `tunes are what was asked for and carry their recipe`() throws {
    let options = options {
      $0.constraints.rhythm = .jig
      $0.constraints.meter = Meter(6, 8)
      $0.constraints.mode = .dorian
      $0.constraints.soundingTonic = PitchName(.e)
    }
    for (index, generated) in try generator().tunes(count: 6, options).enumerated() {
      let tune = generated.tune
      #expect(generated.fault == nil)
      #expect(tune.title == "Lilt Jig No. 11-\(index + 1)")
      #expect(tune.rhythm == "jig")
      #expect(tune.meter == Meter(6, 8))
      #expect(tune.keySignature == KeySignature(PitchName(.e), .dorian))
      #expect(tune.tempo == Tempo(beats: [NoteDuration(3, 8)], beatsPerMinute: 112))
      let note = try #require(tune.fields.first { $0.letter == "N" })
      #expect(try Recipe(parsing: note.text) == generated.recipe)
      #expect(generated.recipe.index == index)
    }
  }

  @Test func `a recipe gives the same tune again`() throws {
    let generator = try generator()
    let tunes = try generator.tunes(count: 34, options { $0.temperature = 0.8 })
    for index in [0, 33] {
      let recipe = try Recipe(parsing: tunes[index].recipe.text)
      #expect(try generator.tune(recipe) == tunes[index])
    }
  }

  @Test func `an accompanied tune has chords and bass, and its recipe says so`() throws {
    let generator = try generator()
    var style = TuneStyle()
    style.isAccompanied = true
    let options = options { $0.constraints.soundingTonic = PitchName(.g) }
    let plain = try generator.tunes(count: 1, options)[0]
    let tune = try generator.tunes(count: 1, options, style)[0]
    let performance = try tune.performance()
    #expect(performance.parts.map(\.name) == [tune.tune.title, "chords", "bass"])
    #expect(performance.parts.map(\.program) == [0, 25, 32])
    #expect(performance.parts.allSatisfy { !$0.notes.isEmpty })
    #expect(performance.parts[0].notes == (try plain.performance()).parts[0].notes)
    #expect(tune.tune.voices[0].measures.flatMap(\.items).contains { $0.isChordSymbol })
    let again = try generator.tune(try Recipe(parsing: tune.recipe.text))
    #expect(again == tune)
    #expect(try again.performance() == performance)
  }

  @Test func `several workers make the tunes that one makes`() throws {
    let options = options {
      $0.constraints.measures = 1
      $0.constraints.meter = Meter(3, 8)
    }
    let alone = try generator(threads: 1).tunes(count: 65, options)
    #expect(try generator(threads: 3).tunes(count: 65, options) == alone)
  }

  @Test func `the recipe of another model is refused`() throws {
    let recipe = Recipe(model: "beef", index: 0, options: options())
    #expect(throws: GenerationError.foreignModel(fingerprint: "f00d", recipe: "beef")) {
      try generator().tune(recipe)
    }
  }

  @Test func `notes stay in the range asked for in any key`() throws {
    let options = options {
      $0.constraints.range = 62...83
      $0.constraints.soundingTonic = PitchName(.a, alteration: -1)
      $0.constraints.mode = .major
    }
    for generated in try generator().tunes(count: 4, options) {
      #expect(pitches(generated.tune).allSatisfy { (62...83).contains($0) })
      #expect(generated.tune.keySignature.tonic == PitchName(.a, alteration: -1))
    }
  }

  @Test func `without a range most notes lie on a fiddle's upper strings`() throws {
    for generated in try generator().tunes(count: 4, options()) {
      let pitches = pitches(generated.tune)
      let outside = { (shift: Int) in
        pitches.reduce(0) { $0 + max(62 - $1 - shift, $1 + shift - 83, 0) }
      }
      #expect(outside(0) <= outside(12))
      #expect(outside(0) <= outside(-12))
    }
  }

  @Test func `without grammar faults are reported, and what makes sense is kept`() throws {
    let free = options {
      $0.followsGrammar = false
      $0.maximumTokens = 60
    }
    let tunes = try generator().tunes(count: 20, free)
    #expect(tunes.contains { $0.fault != nil })
    for generated in tunes {
      #expect(generated.tune.title != nil)
      #expect(generated.sequence.removed.mean < 0.05)
    }
  }

  @Test func `a model of words gives texts`() throws {
    let encoding = TextEncoding(.words, vocabularyOf: ["A B c |"])
    let generator = try generator(encoding.vocabulary)
    let texts = try generator.texts(count: 3, options { $0.maximumTokens = 9 })
    #expect(texts.count == 3)
    for text in texts {
      let words = text.text.split(separator: " ")
      #expect(words.allSatisfy { ["A", "B", "c", "|"].contains($0) })
    }
    let error = GenerationError.wrongEncoding(found: .words, expected: "one trained on tunes")
    #expect(throws: error) { try generator.tunes(count: 1, options()) }
  }

  @Test func `what no tune can be is refused`() throws {
    let meter = options { $0.constraints.meter = Meter.none }
    #expect(throws: GenerationError.constraint(.unsupportedMeter(.none))) {
      try generator().tunes(count: 1, meter)
    }
  }
}

extension MeasureItem {
  fileprivate var isChordSymbol: Bool {
    if case .chordSymbol = self { true } else { false }
  }
}
