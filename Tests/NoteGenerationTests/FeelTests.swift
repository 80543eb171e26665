import ABCNotation
import MusicModel
import NoteGeneration
import Testing

@Suite struct FeelTests {
  private func onsets(_ kind: String, _ meter: String, _ music: String) throws -> [PerformedNote] {
    let abc = "X:1\nR:\(kind)\nM:\(meter)\nL:1/8\nK:G\n\(music)\n"
    let tune = try #require(ABCReader().read(Array(abc.utf8), file: "x").tunes.first)
    return try Performance(unrolling: tune).played(with: .session, tune).parts[0].notes
  }

  @Test func `hornpipes swing, their triplets do not`() throws {
    let notes = try onsets("hornpipe", "4/4", "GABc (3def g2 |]")
    let expected = [(0, 1), (1, 6), (1, 4), (5, 12), (1, 2), (7, 12), (2, 3), (3, 4)]
    #expect(notes.map(\.onset) == expected.map { NoteDuration($0.0, $0.1) })
    #expect(notes[0].duration == NoteDuration(1, 6) && notes[1].duration == NoteDuration(1, 12))
  }

  @Test func `a pick-up is counted from the bar line after it`() throws {
    let notes = try onsets("hornpipe", "4/4", "G | GABc d2 e :| f | g8 |]")
    #expect(notes[0].onset == NoteDuration(1, 24) && notes[0].duration == NoteDuration(1, 12))
    #expect(notes[1].velocity > notes[0].velocity)
    #expect(notes[2].onset - notes[1].onset == NoteDuration(1, 6))
  }

  @Test func `beats stand out, the first most`() throws {
    let notes = try onsets("jig", "6/8", "GAB cde |]")
    #expect(notes[0].velocity > notes[3].velocity && notes[3].velocity > notes[1].velocity)
    #expect(notes[1].onset > NoteDuration(1, 8) && notes[3].onset == NoteDuration(3, 8))
  }

  @Test func `what accompanies stays as loud as it is`() throws {
    let abc = "X:1\nR:reel\nM:4/4\nL:1/8\nK:G\n\"G\"GABc d2 e2 |]\n"
    let tune = try #require(ABCReader().read(Array(abc.utf8), file: "x").tunes.first)
    let plain = try Performance(unrolling: tune, isAccompanied: true)
    let played = plain.played(with: .session, tune)
    #expect(played.parts.count == 3)
    for part in 1...2 {
      #expect(played.parts[part].notes.map(\.velocity) == plain.parts[part].notes.map(\.velocity))
    }
    #expect(played.parts[0].notes[0].velocity != plain.parts[0].notes[0].velocity)
  }
}
