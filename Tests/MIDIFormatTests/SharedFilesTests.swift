import Foundation
import MIDIFormat
import MusicModel
import TestSupport
import Testing

/// Real files, valid and broken; they lie beside this repository and are not part of it.
@Suite(
  .enabled(
    if: SharedData.folder("fixtures/midi") != nil,
    "no shared fixtures; CONTRIBUTING.md says where they go"))
struct SharedFilesTests {
  @Test func `every fixture gives a file or a named error, and its events survive writing`() throws
  {
    for path in SharedData.files(in: "fixtures/midi", endings: midiEndings) {
      do {
        let file = try MIDIFile(reading: SharedData.bytes(path), file: path)
        let again = try MIDIFile(reading: file.bytes)
        #expect(again.chunks == file.chunks, "\(path)")
        _ = Performance(file)
      } catch let error {
        #expect(String(describing: error).contains("expected a MIDI file"), "\(path)")
      }
    }
  }

  /// `Benchmarks/midi/note_lists.py --digests ../shared/fixtures/midi` makes the file of digests.
  @Test func `the notes of every fixture that mido reads are those that mido reads`() throws {
    let folder = try #require(SharedData.folder("fixtures/midi")) + "/"
    let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    let table = try String(
      contentsOf: fixtures.appending(path: "Fixtures/note-digests.tsv"), encoding: .utf8)
    for line in table.split(separator: "\n") {
      let fields = line.split(separator: "\t").map(String.init)
      let file = try MIDIFile(reading: SharedData.bytes(folder + fields[0]))
      let notes = file.notes().flatMap(\.notes).map {
        [$0.onset, $0.duration, Int($0.pitch), Int($0.velocity), Int($0.channel)]
      }.sorted { $0.lexicographicallyPrecedes($1) }
      // Two of its tracks have lengths that run into each other; mido reads them to their ends.
      if fields[0].hasSuffix("WishYouWereHere.mid") { continue }
      #expect(notes.count == Int(fields[1]), "\(fields[0])")
      #expect(digest(notes) == fields[2], "\(fields[0])")
    }
  }

  private func digest(_ notes: [[Int]]) -> String {
    let text = notes.map { $0.map(String.init).joined(separator: ":") }.joined(separator: " ")
    let value = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
