import MusicModel
import NoteVocabulary
import RecurrentNetwork
import Testing

@testable import NoteGeneration

@Suite struct SamplerTests {
  private let encoding = TuneEncoding()

  private func options(_ change: (inout SamplingOptions) -> Void = { _ in }) -> SamplingOptions {
    var options = SamplingOptions()
    options.seed = 5
    options.constraints.minimumMeasures = 2
    options.constraints.maximumMeasures = 3
    options.constraints.meter = Meter(3, 8)
    change(&options)
    return options
  }

  private func sample(_ options: SamplingOptions, _ indices: [Int]) throws -> [SampledSequence] {
    let grammar = try Grammar(TuneEncoding.Options(), options.constraints)
    var model = HashModel(vocabularySize: encoding.vocabulary.count)
    return try Sampler(options, grammar: grammar).sample(&model, indices)
  }

  @Test(arguments: [0.01, 0.5, 1, 5])
  func `every tune of a bad model is grammatical and complete`(temperature: Double) throws {
    let options = options { $0.temperature = temperature }
    let grammar = try Grammar(TuneEncoding.Options(), options.constraints)
    for sequence in try sample(options, Array(0..<20)) {
      #expect(sequence.isComplete)
      #expect(grammar.accepts(sequence.tokens))
      #expect((0...1).contains(sequence.removed.mean))
      #expect(sequence.removed.largest <= 1)
      #expect(sequence.logLikelihood < 0)
    }
  }

  @Test func `a tune is the same alone, in another order and among others`() throws {
    let all = try sample(options(), Array(0..<40))
    #expect(all.map(\.index) == Array(0..<40))
    #expect(Set(all.map(\.tokens)).count == 40)
    for index in [0, 31, 32, 39] {
      #expect(try sample(options(), [index]) == [all[index]])
    }
    #expect(try sample(options(), [35, 3, 32]) == [all[35], all[3], all[32]])
  }

  @Test func `another seed gives other tunes`() throws {
    let one = try sample(options(), [0, 1])
    let other = try sample(options { $0.seed = 6 }, [0, 1])
    #expect(one.map(\.tokens) != other.map(\.tokens))
  }

  @Test func `without grammar a sequence ends where the model or the limit says`() throws {
    let options = options {
      $0.followsGrammar = false
      $0.maximumTokens = 50
    }
    for sequence in try sample(options, Array(0..<20)) {
      #expect(sequence.tokens.count <= 50)
      #expect(sequence.isComplete == (sequence.tokens.last == Vocabulary.endToken))
      #expect(sequence.removed.largest < 1)
    }
  }

  @Test func `reports count up`() throws {
    let grammar = try Grammar(TuneEncoding.Options(), options().constraints)
    var model = HashModel(vocabularySize: encoding.vocabulary.count)
    var reports: [Int] = []
    _ = try Sampler(options(), grammar: grammar).sample(&model, Array(0..<5)) {
      reports.append($0)
    }
    #expect(reports == [1, 2, 3, 4, 5])
  }

  @Test func `options out of range are refused`() {
    func refusal(_ change: (inout SamplingOptions) -> Void) -> String? {
      do throws(GenerationError) {
        _ = try Sampler(options(change), grammar: nil)
        return nil
      } catch {
        return "\(error)"
      }
    }
    #expect(refusal { $0.temperature = 0 } == "temperature is 0.0; expected 0.01 to 5")
    #expect(refusal { $0.temperature = .nan } == "temperature is nan; expected 0.01 to 5")
    #expect(refusal { $0.topK = 0 } == "top-k is 0; expected 1 or more")
    #expect(refusal { $0.topP = 1.5 } == "top-p is 1.5; expected 0 to 1")
    #expect(refusal { $0.minP = -1 } == "min-p is -1.0; expected 0 to 1")
    #expect(refusal { $0.maximumTokens = 1 } == "the token limit is 1; expected 2 or more")
  }

  @Test func `scores that are no numbers are reported`() throws {
    var model = HashModel(vocabularySize: encoding.vocabulary.count, spread: .infinity)
    let sampler = try Sampler(options(), grammar: nil)
    #expect(throws: GenerationError.scoreNotFinite(tune: 3)) { try sampler.sample(&model, [3]) }
  }
}
