import ABCNotation
import MIDIFormat
import MusicModel
import TestSupport
import Testing

/// MIDI files by way of ABC text and back.
@Suite(
  .enabled(
    if: SharedData.folder("corpora") != nil,
    "no shared corpora; CONTRIBUTING.md says where they go"))
struct MIDIByABCTests {
  @Test(arguments: ["nottingham_abc/midi/valid", "jsb_chorales/midi/valid"])
  func `onsets, durations and pitches come back from ABC`(folder: String) throws {
    let paths = SharedData.files(in: "corpora/" + folder, endings: midiEndings).prefix(20)
    var kept = 0
    for path in paths {
      let played = Performance(try MIDIFile(reading: SharedData.bytes(path)))
      let text = ABCWriter().write([try Tune(quantizing: played)])
      let book = ABCReader().read(Array(text.utf8), file: "")
      let again = MIDIFile(try Performance(unrolling: try #require(book.tunes.first)))
      if notes(Performance(again)) == notes(played) { kept += 1 }
    }
    #expect(kept == paths.count, "\(kept) of \(paths.count)")
  }

  /// Start, end and pitch of all notes, times to the 48th of a quarter: files round their triplets.
  private func notes(_ performance: Performance) -> [[Int]] {
    performance.parts.flatMap(\.notes).map { note in
      [note.onset, note.onset + note.duration].map { $0.nearestTick(ticksPerQuarter: 48) }
        + [note.pitch]
    }.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
