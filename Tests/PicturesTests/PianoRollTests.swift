import MusicModel
import Pictures
import Testing

@Suite struct PianoRollTests {
  private func roll(_ performance: Performance) -> [Substring] {
    PianoRoll(performance).svg.split(separator: "\n")
  }

  @Test func `each note is a bar that tells its name, onset and length`() {
    let note = PerformedNote(onset: NoteDuration(1, 4), duration: NoteDuration(1, 8), pitch: 61)
    let lines = roll(Performance(parts: [Part(notes: [note])]))
    #expect(lines.filter { $0.contains("<title>C#4 at 1/4, 1/8 long</title>") }.count == 1)
  }

  @Test func `measures follow the pick-up where the performance knows it`() {
    let note = PerformedNote(onset: .zero, duration: NoteDuration(7, 4), pitch: 60)
    var performance = Performance(
      parts: [Part(notes: [note])], meters: [Timed(.zero, Meter(4, 4))])
    #expect(roll(performance).filter { $0.contains("#c9c9d2") }.count == 2)
    performance.measureOnsets = [.zero, NoteDuration(1, 4), NoteDuration(5, 4)]
    #expect(roll(performance).filter { $0.contains("#c9c9d2") }.count == 3)
  }

  @Test func `long music is broken into rows at its measures, notes over a break into two`() {
    let notes = (0..<4).map {
      PerformedNote(onset: NoteDuration($0 * 3), duration: NoteDuration(3), pitch: 60)
    }
    let performance = Performance(
      parts: [Part(notes: notes)], meters: [Timed(.zero, Meter(4, 4))])
    let lines = roll(performance)
    #expect(lines.filter { $0.contains("<title>C4") }.count == 5)
    #expect(lines.filter { $0.contains(">C4</text>") }.count == 2)
  }

  @Test func `a performance without notes still gives a picture`() {
    #expect(PianoRoll(Performance()).svg.hasPrefix("<svg"))
  }
}
