import ABCNotation
import MusicModel
import NoteVocabulary
import RecurrentNetwork
import Testing

@testable import NoteGeneration

@Suite struct VariationTests {
  private let encoding = TuneEncoding()

  private func tokens(_ music: String, unit: String = "1/8") throws -> [Int32] {
    let abc = "X:1\nR:polka\nM:2/4\nL:\(unit)\nK:D\n\(music)\n"
    let tune = try #require(ABCReader().read(Array(abc.utf8), file: "x").tunes.first)
    return try encoding.encode(tune).tokens
  }

  private let tune = "A | DFAd | (3fgf e2- | e3 {g}f |1 [DA]2 D :|2 d4 || B>A GF | EEEE- | E3 |]"

  private func generator() throws -> Generator {
    let configuration = NetworkConfiguration(
      vocabularySize: encoding.vocabulary.count, embeddingSize: 8, hiddenSize: 16, layers: 1)
    return Generator(
      try Network(configuration, seed: 3), encoding.vocabulary, fingerprint: "f00d", threads: 1)
  }

  private func varied(_ outline: Outline, count: Int = 1) throws -> [GeneratedTune] {
    var options = SamplingOptions()
    options.outline = outline
    options.constraints.soundingTonic = PitchName(.d)
    return try generator().tunes(count: count, options)
  }

  @Test func `measures are numbered as musicians do`() throws {
    #expect(try TuneFrame(tokens(tune)).numbers == [1, 1, 2, 3, 4, 5, 6, 7, 8])
    #expect(Outline.numbers("1-3,7") == [1, 2, 3, 7])
    for text in ["", "x", "3-1", "1-2-3"] where !text.isEmpty {
      #expect(Outline.numbers(text) == nil)
    }
  }

  @Test(arguments: [[1, 2], [3, 5, 6], [7, 8], [1, 4, 8]])
  func `what is kept stays, the rest is new and as long`(numbers: [Int]) throws {
    let original = try tokens(tune)
    let outline = try Outline(original, keptNumbers: Set(numbers))
    let before = try encoding.decode(original)
    for generated in try varied(outline, count: 2) {
      let after = try encoding.decode(generated.sequence.tokens)
      #expect(generated.sequence.overruled == 0)
      let pairs = zip(before.voices[0].measures, after.voices[0].measures)
      #expect(before.voices[0].measures.count == after.voices[0].measures.count)
      var changes = 0
      for (index, (old, new)) in pairs.enumerated() {
        #expect(old.duration == new.duration)
        #expect(old.barLine == new.barLine && old.ending == new.ending)
        if outline.kept.contains(index) { #expect(old == new) }
        changes += old == new ? 0 : 1
      }
      #expect(changes > 0)
      #expect(after.voices[0].measuresWithoutTies == 0)
    }
  }

  @Test func `the version that leads over best is likeliest`() throws {
    let outline = try Outline(tokens(tune), keptNumbers: [1, 2, 3, 4, 6, 7, 8])
    #expect(outline.seams == [6, 7])
    #expect(outline.candidateCount == Sampler.batchSize)
    let generated = try varied(outline)[0]
    #expect(generated.measureLikelihoods.count == 9)
    #expect(try #require(generated.measureLikelihoods.natsPerToken) > 0)
    #expect(outline.openAtSeams.kept == outline.kept.subtracting([6, 7]))
    let ahead = try Outline(tokens(tune), keptNumbers: [1, 2, 3])
    #expect(ahead.candidateCount == 1)
    #expect(ahead.seams.isEmpty)
  }

  @Test func `a recipe gives the variation again`() throws {
    let outline = try Outline(tokens(tune), keptNumbers: [1, 2, 6])
    let tunes = try varied(outline, count: 2)
    let recipe = try Recipe(parsing: tunes[1].recipe.text)
    #expect(recipe == tunes[1].recipe)
    #expect(try generator().tune(recipe) == tunes[1])
  }

  @Test func `a ladder gives up ever more`() throws {
    let ladder = try TuneLadder.neighbours(of: tokens(tune), steps: 4, seed: 1)
    let counts = ladder.map(\.kept.count)
    #expect(counts == counts.sorted(by: >) && counts.first ?? 0 > 4 && counts.last == 0)
    for (near, far) in zip(ladder, ladder.dropFirst()) { #expect(far.kept.isSubset(of: near.kept)) }
  }

  @Test func `the way to another tune takes over its measures`() throws {
    let one = "|: DFAd | DFAd | DFAd | D4 | DFAd | DFAd | DFAd | D4 :|"
    let other = "|: E/2F/2G/2A/2 B2 | B4 | B2 A2 | B4 | B4 | B2 G2 | B4 | B4 :|"
    let tokens = try tokens(one)
    let others = try self.tokens(other, unit: "1/4").count
    #expect(others > 0)
    let way = try TuneLadder.way(from: tokens, to: self.tokens(other), steps: 3, seed: 2)
    let target = try encoding.decode(self.tokens(other)).voices[0].measures
    let source = try encoding.decode(tokens).voices[0].measures
    var taken: [Int] = []
    for outline in way {
      let measures = try encoding.decode(outline.tokens).voices[0].measures
      for measure in outline.kept {
        #expect([source[measure].items, target[measure].items].contains(measures[measure].items))
      }
      taken.append(measures.indices.count { measures[$0].items == target[$0].items })
    }
    #expect(taken == taken.sorted() && taken.last ?? 0 >= 6)
  }

  @Test func `tunes with what cannot be kept are refused`() throws {
    let odd = try tokens("DFAd | z/7D/7 D3D5/7 | D4 |]")
    #expect(throws: TuneFrameError.self) { try Outline(odd, kept: []) }
  }
}

extension Voice {
  /// Ties that lead to nothing.
  fileprivate var measuresWithoutTies: Int {
    let items = measures.flatMap(\.items).filter(\.isTimed)
    return zip(items, items.dropFirst()).count { first, second in
      guard case .note(let note) = first, note.isTied else { return false }
      if case .note(let next) = second { return next.pitch != note.pitch }
      return true
    }
  }
}
