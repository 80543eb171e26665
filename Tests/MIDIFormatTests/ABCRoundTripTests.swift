import ABCNotation
import MIDIFormat
import MusicModel
import TestSupport
import Testing

/// Tunes of ABC books by way of MIDI files and back.
@Suite(
  .enabled(
    if: SharedData.folder("corpora") != nil,
    "no shared corpora; CONTRIBUTING.md says where they go"))
struct ABCRoundTripTests {
  @Test(arguments: ["nottingham_abc", "oneills1850"])
  func `measures, notes and key come back from a MIDI file`(book: String) throws {
    let path = try #require(SharedData.folder("corpora")) + "/\(book)/valid.abc"
    let tunes = ABCReader().read(try SharedData.bytes(path), file: path).tunes
    var kept = 0
    for tune in tunes {
      let played = try Performance(unrolling: tune)
      let file = try MIDIFile(reading: MIDIFile(played).bytes, strict: true)
      let written = try Tune(quantizing: Performance(file))
      let again = try Performance(unrolling: written)
      if again.parts.map(\.notes) == played.parts.map(\.notes),
        again.measureOnsets == played.measureOnsets,
        written.keySignature.tonic == tune.keySignature.tonic,
        written.keySignature.mode == tune.keySignature.mode
      {
        kept += 1
      }
    }
    #expect(Double(kept) >= 0.95 * Double(tunes.count), "\(kept) of \(tunes.count)")
  }
}
