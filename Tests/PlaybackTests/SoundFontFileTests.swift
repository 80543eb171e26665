import Foundation
import Playback
import Testing

@Suite struct SoundFontFileTests {
  private func reason(_ bytes: [UInt8]) throws -> String? {
    try TestMusic.inFolder { folder -> String? in
      let path = folder + "/font.sf2"
      try Data(bytes).write(to: URL(filePath: path))
      do {
        _ = try SoundFontFile(path: path)
        return nil
      } catch {
        guard case PlaybackError.soundFont(path, let reason) = error else { return "\(error)" }
        return reason
      }
    }
  }

  @Test func `a text is no font`() throws {
    let found = try reason(Array("just some words that are not a font".utf8))
    #expect(found == "it does not begin with RIFF and sfbk")
    #expect(try reason([]) == "it does not begin with RIFF and sfbk")
  }

  @Test func `a folder is no font`() {
    let error = #expect(throws: PlaybackError.self) { _ = try SoundFontFile(path: "/tmp") }
    #expect(error?.description.contains("it is not a regular file") == true)
  }

  @Test(.enabled(if: TestMusic.soundFont != nil, "no SoundFont on this machine"))
  func `a font that is cut off anywhere is refused`() throws {
    let font = try #require(TestMusic.soundFont)
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: font.path)))
    for count in [1, 11, 12, 100, bytes.count / 2, bytes.count - 1] {
      #expect(try reason(Array(bytes[..<count])) != nil)
    }
    #expect(
      try reason(Array(bytes[..<(bytes.count / 2)]))
        == "it is cut off: \(bytes.count / 2) bytes of \(bytes.count)")
  }

  @Test(.enabled(if: TestMusic.soundFont != nil, "no SoundFont on this machine"))
  func `a font lists its instruments`() throws {
    let font = try #require(TestMusic.soundFont)
    #expect(font.presets.contains { $0.bank == 0 && $0.program == 0 })
    #expect(font.presets.contains { $0.bank == 128 })
    #expect(!font.name.isEmpty)
  }
}
