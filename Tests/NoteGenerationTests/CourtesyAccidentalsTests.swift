import MusicModel
import Testing

@testable import NoteGeneration

@Suite struct CourtesyAccidentalsTests {
  private func note(
    _ step: PitchStep, _ alteration: Int, graces: [(PitchStep, Int)] = []
  ) -> Note {
    let group = graces.map {
      Note(SpelledPitch($0.0, alteration: $0.1, octave: 5), NoteDuration(1, 8))
    }
    return Note(
      SpelledPitch(step, alteration: alteration, octave: 5), NoteDuration(1, 8),
      ornaments: Ornaments(graces: group.isEmpty ? nil : GraceGroup(group)))
  }

  /// Which notes of a measure in C get their accidental written although ours would not need it.
  private func courtesies(_ notes: [Note]) -> [Bool] {
    var voice = Voice(measures: [Measure(items: notes.map { .note($0) })])
    voice.addCourtesyAccidentals(in: .cMajor)
    return voice.measures[0].items.map { item in
      guard case .note(let note) = item else { return false }
      return note.hasCourtesyAccidental
    }
  }

  @Test func `a note after a grace note with its accidental gets it too, once`() {
    let notes = [note(.e, 0, graces: [(.d, 1)]), note(.d, 1), note(.d, 1)]
    #expect(courtesies(notes) == [false, true, false])
  }

  @Test func `a note that the grace note's accidental does not suit has its own anyway`() {
    let notes = [note(.e, 0, graces: [(.d, 1)]), note(.d, 0), note(.d, 0)]
    #expect(courtesies(notes) == [false, false, false])
  }

  @Test func `an accidental that a tie carries over the bar line settles nothing`() {
    var tied = note(.d, 1)
    tied.isTied = true
    let following = [note(.d, 1), note(.e, 0, graces: [(.d, 1)]), note(.d, 1)]
    var voice = Voice(measures: [
      Measure(items: [.note(tied)]), Measure(items: following.map { .note($0) }),
    ])
    voice.addCourtesyAccidentals(in: .cMajor)
    var expected = following[2]
    expected.hasCourtesyAccidental = true
    #expect(voice.measures[1].items[2] == .note(expected))
  }

  @Test func `without graces nothing is added`() {
    #expect(courtesies([note(.d, 1), note(.d, 1), note(.d, 0)]) == [false, false, false])
  }
}
