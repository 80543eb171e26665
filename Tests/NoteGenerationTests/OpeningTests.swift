import ABCNotation
import MusicModel
import NoteVocabulary
import Testing

@testable import NoteGeneration

@Suite struct OpeningTests {
  private let encoding = TuneEncoding()

  private func opening(_ music: String) throws -> Opening {
    let abc = "X:1\nM:3/4\nL:1/8\nK:C\n\(music)\n"
    let tune = try #require(ABCReader().read(Array(abc.utf8), file: "x").tunes.first)
    return try Opening(tune, encoding)
  }

  private func options(_ music: String) throws -> SamplingOptions {
    var options = SamplingOptions()
    options.opening = try opening(music)
    options.constraints.meter = Meter(3, 4)
    options.constraints.mode = .major
    options.constraints.measures = 6
    return options
  }

  @Test func `an opening survives its text`() throws {
    let opening = try opening("|: CDEx2 F | X | {g}A4- (3ABc | [CE]")
    let text = "L:1/8 |: C4 D4 E4 1/4 * F4 | ** | { G5 } 1/2 A4 - (3:2 A4 B4 C5 | [ C4 E4 ]"
    #expect(opening.description == text)
    #expect(Opening(parsing: text) == opening)
    #expect(Opening(parsing: "L:1/8 H4") == nil)
  }

  @Test func `a closing bar line does not end the opening`() throws {
    #expect(try opening("CDEFGA |]").elements.count == 6)
    #expect(try opening("CDEFGA |").elements.count == 7)
  }

  @Test func `tunes begin with the opening and fill its gaps`() throws {
    let options = try options("CDEFxG | X | (3CDE")
    let grammar = try Grammar(TuneEncoding.Options(), options.constraints)
    let opening = try #require(options.opening)
    var model = HashModel(vocabularySize: encoding.vocabulary.count)
    let sampler = try Sampler(options, grammar: grammar, constraints: [OpeningRule(opening)])
    var choices: Set<SpelledPitch> = []
    for sequence in try sampler.sample(&model, Array(0..<10)) {
      #expect(sequence.overruled == 0)
      let measures = try encoding.decode(sequence.tokens, tonic: PitchName(.c)).voices[0].measures
      let pitches = measures[0].items.compactMap { item -> SpelledPitch? in
        if case .note(let note) = item { note.pitch } else { nil }
      }
      #expect(pitches.count == 6 && measures[0].items.count == 6)
      choices.insert(pitches[4])
      #expect(measures[1].duration == NoteDuration(3, 4))
      #expect(measures[2].items.first == .tuplet(Tuplet(3, inTimeOf: 2, count: 3)))
    }
    #expect(choices.count > 3)
  }

  @Test(arguments: [
    ("CDEFG | C2 |", "|", 2), ("CDEFGA | CDEFGA2 |", "1/4", 2), ("|: C6 |]", "", 0),
  ])
  func `what cannot be gone on from is refused`(music: String, symbol: String, measure: Int) throws
  {
    let options = try options(music)
    let grammar = try Grammar(TuneEncoding.Options(), options.constraints)
    let opening = try #require(options.opening)
    let expected =
      measure == 0 ? nil : GenerationError.impossibleOpening(symbol: symbol, measure: measure)
    do throws(GenerationError) {
      try OpeningRule.check(opening, grammar)
      #expect(expected == nil)
    } catch {
      #expect(error == expected)
    }
  }
}
