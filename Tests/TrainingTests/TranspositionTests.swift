import MusicModel
import NoteVocabulary
import RecurrentNetwork
import SafeFiles
import TestSupport
import Testing

@testable import Training

@Suite struct TranspositionTests {
  @Test func `rolls are learned in every key that the piano has`() throws {
    let encoding = FrameEncoding()
    let rolls = try [[[60, 64], [62]], [[105], [30]]].map {
      encoding.encode(try FrameSequence($0, frameLength: NoteDuration(1, 4)))
    }
    let corpus = TokenCorpus(vocabulary: encoding.vocabulary, training: rolls, validation: [])
    let moved = try #require(try corpus.transposed(by: -5...6))
    #expect(moved.shifts == [-5...6, -5...3])
    let lowest = try encoding.decode(moved.moved(rolls[0], by: -5))
    #expect(lowest.frames == [[55, 59], [57]])
    #expect(moved.training == rolls)
    #expect(moved.fingerprint != corpus.fingerprint)
    var generator = CounterGenerator(seed: 1)
    let drawn = (0..<200).map { _ in moved.training(using: &generator) }
    #expect(Set(drawn.map { $0[0] }).count == 12)
    #expect(Set(drawn.map { $0[1] }).count == 9)
  }

  @Test func `tunes are learned in every key as written`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/t.abc"
    try AtomicFile.write("X:1\nM:4/4\nL:1/8\nK:Ador\nA2Bc ^f4|G8|\n", to: path)
    let corpus = try CorpusReader(
      .tune, tuneOptions: TuneEncoding.Options(normalizesKey: false)
    ).read([path]).split(share: 0, seed: 1).tokens
    let moved = try #require(try corpus.transposed(by: -5...6))
    let tunes = try moved.transpositions[0].map { try TuneEncoding(corpus.vocabulary).decode($0) }
    #expect(
      tunes.map { $0.keySignature.description } == [
        "Edor", "Fdor", "F#dor", "Gdor", "G#dor", "Ador", "Bbdor", "Bdor", "Cdor", "C#dor", "Ddor",
        "Ebdor",
      ])
    #expect(moved.transpositions[0][5] == corpus.training[0])
  }

  @Test func `texts and tunes on one tonic are not moved`() throws {
    #expect(try Tiny.corpus().transposed(by: 0...1) == nil)
  }
}
