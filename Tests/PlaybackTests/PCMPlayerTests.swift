import Foundation
import Playback
import Testing

@Suite(
  .enabled(if: TestMusic.soundFont != nil, "no SoundFont on this machine"), .timeLimit(.minutes(10))
)
struct PCMPlayerTests {
  private let font: SoundFontFile

  init() throws {
    font = try #require(TestMusic.soundFont)
  }

  private func source(_ schedule: EventSchedule) throws -> SampleSource {
    SampleSource(synthesizer: try Synthesizer(soundFont: font), schedule: schedule)
  }

  @Test func `a device hears the samples of the file`() throws {
    try TestMusic.inFolder { folder in
      let path = folder + "/out.wav"
      var player = try PCMPlayer(device: "file:'\(path)',wav")
      let report = try player.play(try source(TestMusic.clicks()))
      _ = consume player
      #expect(report.underruns == 0)
      #expect(!report.wasStopped)
      let heard = try WAVBytes.samples([UInt8](Data(contentsOf: URL(filePath: path))))
      let rendered = try Renderer(soundFont: font).samples(of: TestMusic.clicks())
      #expect(heard.count == report.frames * 2)
      #expect(heard == rendered)
    }
  }

  @Test func `asking for silence releases the notes within three tenths of a second`() throws {
    try TestMusic.inFolder { folder in
      let path = folder + "/out.wav"
      let controls = PlaybackControls()
      controls.stop()
      var player = try PCMPlayer(device: "file:'\(path)',wav")
      let long = TestMusic.notes([(0, 60, 60, 100)], program: 19, seconds: 60)
      let report = try player.play(try source(long), controls: controls)
      _ = consume player
      #expect(report.wasStopped)
      #expect(report.seconds <= 0.4)
      let heard = try WAVBytes.samples([UInt8](Data(contentsOf: URL(filePath: path))))
      #expect(heard.suffix(2).allSatisfy { abs(Int($0)) < 30 })
    }
  }

  @Test func `a device that holds much is cut off`() throws {
    try TestMusic.inFolder { folder in
      let controls = PlaybackControls()
      controls.stop()
      var player = try PCMPlayer(
        device: "file:'\(folder)/out.wav',wav", latency: .milliseconds(400))
      let report = try player.play(try source(TestMusic.clicks()), controls: controls)
      #expect(report.wasStopped && report.frames == 0)
    }
  }

  @Test func `a device that does not exist is named with what there is`() {
    let error = #expect(throws: PlaybackError.self) { _ = try PCMPlayer(device: "hw:77,0") }
    guard case .deviceUnavailable(let name, _, let available) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(name == "hw:77,0")
    #expect(available == AudioDevice.all().map(\.name))
    #expect(error?.description.contains("render") == true)
    #expect(error?.description.contains("\n") == false)
  }
}
