import Playback
import Testing

@Suite(.enabled(if: TestMusic.soundFont != nil, "no SoundFont on this machine"))
struct PlaybackControlsTests {
  private let font: SoundFontFile

  init() throws {
    font = try #require(TestMusic.soundFont)
  }

  /// Plays a schedule in periods of 256 frames; `turn` sees the number of each period.
  private func play(
    _ schedule: EventSchedule, periods: Int = 3000,
    turn: (Int, PlaybackControls) -> Void
  ) throws -> [Int16] {
    let options = SynthesizerOptions(reverb: false, chorus: false)
    var source = SampleSource(
      synthesizer: try Synthesizer(soundFont: font, options: options), schedule: schedule)
    let controls = PlaybackControls()
    var buffer = [Float](repeating: 0, count: 512)
    var result: [Int16] = []
    for period in 0..<periods {
      turn(period, controls)
      source.follow(controls)
      let count = source.render(into: &buffer)
      result += buffer[..<(count * 2)].map { Int16(max(-1, min(1, $0)) * 32767) }
      if count < 256 { break }
    }
    return result
  }

  private func intervals(_ samples: [Int16]) -> [Int] {
    let onsets = TestMusic.onsets(samples)
    return zip(onsets, onsets.dropFirst()).map { $1 - $0 }
  }

  @Test(arguments: [50, 80, 125, 200])
  func `another tempo moves the clicks apart or together`(percent: Int) throws {
    let samples = try play(TestMusic.clicks()) { _, controls in controls.tempoPercent = percent }
    let expected = 24_000 * 100 / percent
    #expect(intervals(samples).count == 7)
    #expect(intervals(samples).allSatisfy { abs($0 - expected) <= 64 })
  }

  @Test func `a pause is silent and the music goes on where it stood`() throws {
    let samples = try play(TestMusic.clicks()) { period, controls in
      controls.isPaused = (300..<675).contains(period)
    }
    let intervals = intervals(samples)
    #expect(intervals.count == 7)
    #expect(intervals.filter { abs($0 - 24_000) <= 64 }.count == 6)
    #expect(intervals.filter { abs($0 - 24_000 - 375 * 256) <= 64 }.count == 1)
  }

  @Test func `seeking leaves out what lies between`() throws {
    let samples = try play(TestMusic.clicks()) { period, controls in
      if period == 140 { controls.seek(to: 48_000 * 3) }
    }
    // 0.5 s was heard; from 3.0 s on the clicks at 3.0, 3.5 and 4.0 s.
    #expect(TestMusic.onsets(samples).count == 4)
  }

  @Test func `a loop begins again at its end`() throws {
    let samples = try play(TestMusic.clicks(), periods: 1800) { _, controls in
      controls.isLooping = true
    }
    // 9.6 s of a loop of 4.5 s: eight clicks, eight more, and the first of the third round.
    #expect(TestMusic.onsets(samples).count == 17)
  }

  @Test func `a note ends at the key where it began though the transposition changed`() throws {
    let long = TestMusic.notes([(0, 1, 60, 100)], program: 19, seconds: 2)
    let samples = try play(long) { period, controls in
      controls.transposition = period < 50 ? 5 : -3
    }
    #expect(samples[60_000..<80_000].contains { abs(Int($0)) > 1000 })
    #expect(samples[150_000..<160_000].allSatisfy { abs(Int($0)) < 30 })
  }
}
