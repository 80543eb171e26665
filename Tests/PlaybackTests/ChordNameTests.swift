import Playback
import Testing

@Suite struct ChordNameTests {
  @Test(arguments: [
    ([62, 66, 69], "D"), ([64, 67, 71, 74], "Em7"), ([61, 64, 69], "A/C#"),
    ([67, 71, 74, 77], "G7"),
    ([59, 62, 65], "Bdim"), ([78], "F#5"), ([62, 69], "D4 A4"), ([60, 61, 62], "C4 C#4 D4"),
  ])
  func `notes that sound together have the name that players use`(pitches: [Int], name: String) {
    #expect(ChordName.name(of: pitches) == name)
    #expect(ChordName.name(of: pitches.reversed() + [pitches[0]]) == name)
  }

  @Test func `silence has no name`() {
    #expect(ChordName.name(of: []) == nil)
  }

  @Test func `the notes that sound are found by their frame`() {
    let schedule = TestMusic.notes(
      [(0, 2, 60, 80), (0.5, 0.5, 64, 80), (1.5, 1, 67, 80)], seconds: 3)
    let notes = SoundingNotes(schedule)
    #expect(notes.pitches(at: 12_000) == [60])
    #expect(Set(notes.pitches(at: 30_000)) == [60, 64])
    #expect(Set(notes.pitches(at: 80_000)) == [60, 67])
    #expect(notes.pitches(at: 130_000) == [])
  }
}
