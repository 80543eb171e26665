import Foundation
import MIDIFormat
import MusicModel
import Testing

/// Real files, valid and broken; they lie beside this repository and are not part of it.
@Suite(.enabled(if: SharedData.folder != nil, "no folder of shared music data"))
struct SharedFilesTests {
  @Test func `every fixture gives a file or a named error, and its events survive writing`() throws
  {
    for path in SharedData.midiFiles(in: "fixtures/midi") {
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
}
