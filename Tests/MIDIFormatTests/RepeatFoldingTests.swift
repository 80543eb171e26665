import MIDIFormat
import MusicModel
import Testing

@Suite struct RepeatFoldingTests {
  /// A performance of measures in 4/4, each named by a letter whose notes it has.
  private func performance(_ measures: String) -> Performance {
    var notes: [PerformedNote] = []
    for (index, letter) in measures.utf8.enumerated() {
      for beat in 0..<4 {
        notes.append(
          PerformedNote(
            onset: NoteDuration(4 * index + beat, 4), duration: NoteDuration(1, 4),
            pitch: 40 + Int(letter % 32) * (beat % 2 + 1)))
      }
    }
    return Performance(
      parts: [Part(notes: notes)], meters: [Timed(.zero, Meter(4, 4))],
      keys: [Timed(.zero, .cMajor)])
  }

  private func form(_ tune: Tune) -> String {
    var text = tune.voices[0].openingBarLine == .startRepeat ? "|:" : ""
    for measure in tune.voices[0].measures {
      if let ending = measure.ending { text += "[\(ending[0])" }
      text += "-"
      if measure.barLine?.endedRepeats == 1 { text += ":|" }
      if measure.barLine?.startedRepeats == 1 { text += "|:" }
    }
    return text
  }

  @Test(arguments: [
    ("abcdabcdefghefgh", "|:----:||:----:|"),
    ("abcdabceefghefgi", "|:---[1-:|[2-|:---[1-:|[2-"),
    ("abcdefghabcdefgh", "|:--------:|"),
    ("xyabcdabcdz", "--|:----:|-"),
    ("abcdefghijkl", "------------"),
    ("abcabc", "------"),
  ])
  func `sections that are played twice are written once`(measures: String, folded: String) throws {
    let music = performance(measures)
    let tune = try Tune(quantizing: music)
    #expect(form(tune) == folded)
    #expect(try Performance(unrolling: tune).parts[0].notes == music.parts[0].notes)
  }

  @Test func `nothing is folded on request`() throws {
    let tune = try Tune(
      quantizing: performance("abcdabcd"), options: TranscriptionOptions(foldsRepeats: false))
    #expect(form(tune) == "--------")
  }
}
