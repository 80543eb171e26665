import Foundation
import Playback
import Testing

@Suite(.enabled(if: TestMusic.soundFont != nil, "no SoundFont on this machine"))
struct RendererTests {
  private let font: SoundFontFile
  private var dry: Renderer {
    Renderer(soundFont: font, options: SynthesizerOptions(reverb: false, chorus: false))
  }

  init() throws {
    font = try #require(TestMusic.soundFont)
  }

  @Test func `half-second clicks begin on the grid of 64 frames`() throws {
    let onsets = TestMusic.onsets(try dry.samples(of: TestMusic.clicks()))
    #expect(onsets.count == 8)
    for (index, onset) in onsets.enumerated() {
      #expect(abs(onset - onsets[0] - index * 24_000) < EventSchedule.blockSize)
    }
    #expect((24_000..<24_000 + 128).contains(try #require(onsets.first)))
  }

  @Test func `two runs give the same samples`() throws {
    let renderer = Renderer(soundFont: font)
    let first = try renderer.samples(of: TestMusic.clicks())
    #expect(try renderer.samples(of: TestMusic.clicks()) == first)
  }

  @Test func `the samples do not depend on the size of the buffer`() throws {
    let schedule = TestMusic.clicks()
    var results: [[Float]] = []
    for frames in [64, 256, 4096] {
      var source = SampleSource(synthesizer: try Synthesizer(soundFont: font), schedule: schedule)
      var buffer = [Float](repeating: 0, count: frames * 2)
      var result: [Float] = []
      while true {
        let count = source.render(into: &buffer)
        result += buffer[..<(count * 2)]
        if count < frames { break }
      }
      results.append(result)
    }
    #expect(results[0] == results[1])
    #expect(results[0] == results[2])
  }

  @Test func `a note that is never ended is released at the end and rings out`() throws {
    let hanging = EventSchedule(
      sampleRate: 48_000,
      events: [
        .init(frame: 0, message: .init(.programChange, channel: 0, 73)),
        .init(frame: 0, message: .init(.noteOn, channel: 0, 74, 100)),
      ], endFrame: 48_000)
    let samples = try dry.samples(of: hanging)
    #expect(samples.count / 2 < 48_000 * 3)
    #expect(samples.suffix(2000).allSatisfy { $0 == 0 })
  }

  @Test func `a fixed tail lasts as long as asked and ends faded out`() throws {
    var renderer = dry
    renderer.tail = .seconds(0.5)
    let schedule = TestMusic.notes([(0, 1, 60, 100)], program: 48, seconds: 1)
    let samples = try renderer.samples(of: schedule)
    #expect(samples.count / 2 == 72_000)
    #expect(samples.suffix(2).allSatisfy { abs(Int($0)) < 30 })
  }

  @Test(arguments: ["wav", "flac", "ogg"])
  func `each format is written whole and read back with its length`(format: String) throws {
    try TestMusic.inFolder { folder in
      let path = "\(folder)/clicks.\(format)"
      let report = try #require(
        try Renderer(soundFont: font).render(TestMusic.clicks(), to: path))
      #expect(report.frames >= 48_000 * 4)
      #expect((0.02..<1).contains(report.peak))
      #expect(report.clippedSamples == 0)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["clicks.\(format)"])
      let first = try Data(contentsOf: URL(filePath: path))
      _ = try Renderer(soundFont: font).render(TestMusic.clicks(), to: path)
      #expect(try Data(contentsOf: URL(filePath: path)) == first)
    }
  }

  @Test func `a WAV file holds the samples of the source`() throws {
    try TestMusic.inFolder { folder in
      _ = try dry.render(TestMusic.clicks(), to: folder + "/a.wav")
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: folder + "/a.wav")))
      #expect(try WAVBytes.samples(bytes) == dry.samples(of: TestMusic.clicks()))
    }
  }

  @Test func `a level is reached to a tenth of a decibel`() throws {
    try TestMusic.inFolder { folder in
      var renderer = dry
      renderer.normalizedPeak = -3
      let report = try #require(try renderer.render(TestMusic.clicks(), to: folder + "/a.wav"))
      #expect(abs(report.peakDecibels + 3) < 0.1)
    }
  }

  @Test func `a rendering that is stopped leaves nothing`() throws {
    try TestMusic.inFolder { folder in
      let controls = PlaybackControls()
      controls.stop()
      let report = try dry.render(TestMusic.clicks(), to: folder + "/a.wav", controls: controls)
      #expect(report == nil)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }
}
