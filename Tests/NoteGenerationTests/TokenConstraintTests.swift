import MusicModel
import NoteGeneration
import NoteVocabulary
import Testing

@Suite struct TokenConstraintTests {
  private let encoding = TuneEncoding()

  /// Forbids some tokens, and counts those it was told of.
  private struct Ban: TokenConstraint {
    let banned: Set<Int32>
    var seen = 0

    mutating func restrict(_ allowed: inout [Bool], at place: borrowing TunePlace) {
      #expect(place.tokens.count == seen + 1)
      for token in banned { allowed[Int(token)] = false }
    }

    mutating func advance(by token: Int32, to place: borrowing TunePlace) {
      #expect(place.tokens.last == token)
      seen += 1
    }
  }

  private func sample(_ constraints: [any TokenConstraint]) throws -> [SampledSequence] {
    var options = SamplingOptions()
    options.constraints.measures = 3
    options.constraints.meter = Meter(3, 8)
    let grammar = try Grammar(TuneEncoding.Options(), options.constraints)
    var model = HashModel(vocabularySize: encoding.vocabulary.count)
    let sampler = try Sampler(options, grammar: grammar, constraints: constraints)
    let sequences = try sampler.sample(&model, Array(0..<10))
    for sequence in sequences { #expect(grammar.accepts(sequence.tokens)) }
    return sequences
  }

  @Test func `what constraints forbid does not come`() throws {
    let chord = try #require(encoding.vocabulary.id(of: "["))
    let rest = try #require(encoding.vocabulary.id(of: "z"))
    for sequence in try sample([Ban(banned: [chord]), Ban(banned: [rest])]) {
      #expect(!sequence.tokens.contains(chord) && !sequence.tokens.contains(rest))
      #expect(sequence.overruled == 0)
    }
  }

  @Test func `a constraint that leaves nothing is overruled and counted`() throws {
    let all = Set(encoding.vocabulary.symbols.indices.map { Int32($0) })
    for sequence in try sample([Ban(banned: all)]) {
      #expect(sequence.overruled == sequence.tokens.count - 1)
    }
  }
}
