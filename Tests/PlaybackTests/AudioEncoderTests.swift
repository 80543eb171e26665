import Glibc
import Testing

@testable import Playback

@Suite struct AudioEncoderTests {
  @Test(arguments: AudioFormat.allCases.filter(\.isAvailable))
  func `a full disk is an error in every format`(format: AudioFormat) {
    let descriptor = open("/dev/full", O_RDWR)
    defer { close(descriptor) }
    let error = #expect(throws: PlaybackError.self) {
      var encoder = try AudioEncoder(
        descriptor: descriptor, path: "a", format: format, sampleRate: 48_000)
      for block in 0..<200 {
        let samples = (0..<8192).map { Int16(truncatingIfNeeded: $0 &* 7919 &* (block + 1)) }
        try encoder.append(samples.span)
      }
      try encoder.close()
    }
    #expect(error == .encoding(path: "a", reason: "no space left on device"))
  }
}
