import MusicModel
import NoteGeneration
import NoteVocabulary
import Testing

@testable import LiveMusic

@Suite struct RepeatWalkTests {
  /// The notes of a tune as a walk through its measures plays them.
  private func walked(_ tune: Tune) -> [PerformedNote] {
    var walk = RepeatWalk(opening: tune.voices[0].openingBarLine)
    var notes: [PerformedNote] = []
    var onset = NoteDuration.zero
    for measure in tune.voices[0].measures {
      walk.append(measure)
      while let next = walk.advance() {
        let sound = LiveBar.sound(of: next, in: tune.meter, tune.keySignature)
        for var note in sound.notes {
          note.onset += onset
          notes.append(note)
        }
        onset += next.duration
      }
    }
    return notes
  }

  @Test(arguments: 1...2)
  func `tunes that become known measure by measure are played like whole ones`(
    seed: UInt64
  ) throws {
    var options = SamplingOptions()
    options.seed = seed
    options.constraints.maximumMeasures = 12
    let generator = Generator(
      try TinyModel.network(), TinyModel.vocabulary, fingerprint: "f00d", threads: 1)
    for generated in try generator.tunes(count: 8, options) {
      let whole = try Performance(unrolling: generated.tune).parts[0].notes
      let parts = walked(generated.tune)
      // Ties over bar lines join notes of the whole; onsets and pitches are enough to compare.
      let onsets = Set(parts.map { "\($0.onset) \($0.pitch)" })
      #expect(whole.allSatisfy { onsets.contains("\($0.onset) \($0.pitch)") })
      #expect(
        parts.last.map { $0.onset } ?? .zero <= whole.last.map { $0.onset + $0.duration } ?? .zero)
    }
  }
}
