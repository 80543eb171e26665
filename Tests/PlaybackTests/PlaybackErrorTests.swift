import Foundation
import Playback
import Testing

@Suite(.enabled(if: TestMusic.soundFont != nil, "no SoundFont on this machine"))
struct PlaybackErrorTests {
  private func message(renderingTo path: String) throws -> String {
    let renderer = Renderer(soundFont: try #require(TestMusic.soundFont))
    let error = #expect(throws: PlaybackError.self) {
      _ = try renderer.render(TestMusic.clicks(), to: path)
    }
    return error?.description ?? ""
  }

  @Test(arguments: ["tune.aiff", "tune", ".wav.", "wav"])
  func `an extension without a format is answered with those there are`(name: String) throws {
    let message = try message(renderingTo: "/tmp/\(name)")
    #expect(message.hasPrefix("/tmp/\(name): unknown audio format; expected a name that ends in"))
    #expect(message.contains(".wav, .flac, .ogg"))
  }

  @Test func `a folder that is not there is named`() throws {
    #expect(
      try message(renderingTo: "/nowhere/tune.wav")
        == "/nowhere/tune.wav: cannot write: no such file or directory; make its folder first")
  }

  @Test func `a folder in the place of the file is named`() throws {
    try TestMusic.inFolder { folder in
      let path = folder + "/tune.wav"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      #expect(
        try message(renderingTo: path) == "\(path): cannot write: not a regular file; name a file")
    }
  }
}
