import MusicModel
import Testing

@Suite struct UnrollingTests {
  private func note(
    _ step: PitchStep, _ length: NoteDuration = NoteDuration(1, 4), tied: Bool = false,
    graces: [PitchStep] = []
  ) -> MeasureItem {
    let group = graces.map { Note(SpelledPitch($0, octave: 4), NoteDuration(1, 8)) }
    return .note(
      Note(
        SpelledPitch(step, octave: 4), length, isTied: tied,
        ornaments: Ornaments(graces: group.isEmpty ? nil : GraceGroup(group))))
  }

  private func performance(_ measures: [Measure]) throws -> Performance {
    try Performance(
      unrolling: Tune(meter: Meter(2, 4), voices: [Voice(measures: measures)]))
  }

  private func summary(_ performance: Performance) -> [String] {
    performance.parts[0].notes.map { "\($0.pitch)@\($0.onset)+\($0.duration)" }
  }

  @Test func `a tie joins notes over the bar line and into a second ending`() throws {
    let played = try performance([
      Measure(items: [note(.c), note(.d, tied: true)]),
      Measure(ending: [1], items: [note(.d), note(.e)], barLine: .endRepeat),
      Measure(ending: [2], items: [note(.d), note(.f)], barLine: .final),
    ])
    #expect(
      summary(played) == [
        "60@0/1+1/4", "62@1/4+1/2", "64@3/4+1/4", "60@1/1+1/4", "62@5/4+1/2", "65@7/4+1/4",
      ])
  }

  @Test func `a tie to another pitch is let go`() throws {
    let played = try performance([Measure(items: [note(.c, tied: true), note(.d), note(.c)])])
    #expect(summary(played) == ["60@0/1+1/4", "62@1/4+1/4", "60@1/2+1/4"])
  }

  @Test func `grace notes take their time from the note that they stand before`() throws {
    let played = try performance([Measure(items: [note(.c, graces: [.d, .e]), note(.f)])])
    #expect(
      summary(played) == ["62@0/1+1/32", "64@1/32+1/32", "60@1/16+3/16", "65@1/4+1/4"])
  }

  @Test func `a repeat brings back the key and the meter of its start`() throws {
    let change: [MeasureItem] = [.key(KeySignature(PitchName(.d), .major)), note(.c), note(.c)]
    let played = try performance([
      Measure(items: [note(.c), note(.c)]), Measure(items: change, barLine: .endRepeat),
    ])
    #expect(played.keys.map(\.onset.description) == ["0/1", "1/2", "1/1", "3/2"])
    #expect(played.meters.count == 1)
  }

  @Test func `an overlay sounds together with its measure`() throws {
    let measure = Measure(
      items: [note(.c), note(.d)], overlays: [[note(.e, NoteDuration(1, 2))]])
    let played = try performance([measure, Measure(items: [note(.f)])])
    #expect(summary(played) == ["60@0/1+1/4", "64@0/1+1/2", "62@1/4+1/4", "65@1/2+1/4"])
  }
}
