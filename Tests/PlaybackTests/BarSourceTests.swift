import Testing

@testable import Playback

@Suite(.enabled(if: TestMusic.soundFont != nil, "no SoundFont on this machine"))
struct BarSourceTests {
  private let font: SoundFontFile

  init() throws {
    font = try #require(TestMusic.soundFont)
  }

  private static let frames = 24_000 / 64 * 64

  /// Half a second with one stroke at its start.
  private func click(_ id: Int) -> ScheduledBar {
    ScheduledBar(
      id: id, frames: Self.frames,
      events: [
        .init(frame: 0, message: ChannelMessage(.noteOn, channel: 9, 75, 100)),
        .init(frame: 6400, message: ChannelMessage(.noteOff, channel: 9, 75)),
      ])
  }

  private func source(_ queue: BarQueue) throws -> BarSource {
    let options = SynthesizerOptions(reverb: false, chorus: false)
    return BarSource(
      synthesizer: try Synthesizer(soundFont: font, options: options), queue: queue,
      sampleRate: 48_000)
  }

  /// Renders to the end, or for some periods of 256 frames; `turn` sees the number of each.
  private func play(
    _ queue: BarQueue, periods: Int = 4000, controls: PlaybackControls = PlaybackControls(),
    turn: (Int) -> Void = { _ in }
  ) throws -> [Int16] {
    var source = try source(queue)
    var buffer = [Float](repeating: 0, count: 512)
    var result: [Int16] = []
    for period in 0..<periods {
      turn(period)
      source.follow(controls)
      let count = source.render(into: &buffer)
      result += buffer[..<(count * 2)].map { Int16(max(-1, min(1, $0)) * 32767) }
      if count < 256 { break }
    }
    return result
  }

  @Test func `bars follow each other without a gap`() throws {
    let queue = BarQueue(ahead: 2)
    var made = 0
    let samples = try play(queue) { _ in
      while queue.hasRoom, made < 8 {
        queue.push(click(made))
        made += 1
      }
      if made == 8 { queue.close() }
    }
    let onsets = TestMusic.onsets(samples)
    #expect(onsets.count == 8)
    #expect(zip(onsets, onsets.dropFirst()).allSatisfy { abs($1 - $0 - Self.frames) < 64 })
    #expect((0..<queue.playedCount).map { queue.played($0).id } == Array(0..<8))
    #expect((0..<8).allSatisfy { queue.played($0).frame == $0 * Self.frames })
  }

  @Test func `a late bar is stood in for by the last one, and the clock goes on`() throws {
    let queue = BarQueue(ahead: 2)
    queue.push(click(0))
    queue.push(click(1))
    let samples = try play(queue) { period in
      // The third bar comes in the fifth half second.
      if period == 400 { queue.push(click(2)) }
      if period == 401 { queue.close() }
    }
    let onsets = TestMusic.onsets(samples)
    #expect(zip(onsets, onsets.dropFirst()).allSatisfy { abs($1 - $0 - Self.frames) < 64 })
    #expect((0..<queue.playedCount).map { queue.played($0).id } == [0, 1, 1, 1, 1, 2])
  }

  @Test func `a queue holds no more than it was made for`() {
    let queue = BarQueue(ahead: 3)
    var count = 0
    while queue.hasRoom {
      queue.push(click(count))
      count += 1
    }
    #expect(count == 4)
  }

  @Test func `a held note goes on where the next bar begins with it, and ends elsewhere`() throws {
    func bar(_ id: Int, _ keys: [Int]) -> ScheduledBar {
      ScheduledBar(
        id: id, frames: Self.frames,
        events: [.init(frame: 0, message: ChannelMessage(.programChange, channel: 0, 19))]
          + keys.map { .init(frame: 0, message: ChannelMessage(.noteOn, channel: 0, $0, 100)) })
    }
    let queue = BarQueue(ahead: 4)
    for (id, keys) in [[60], [60], [], []].enumerated() { queue.push(bar(id, keys)) }
    queue.close()
    let samples = try play(queue)
    func peak(_ range: Range<Int>) -> Int {
      samples[range.lowerBound * 2..<range.upperBound * 2].reduce(0) { max($0, abs(Int($1))) }
    }
    #expect(peak(Self.frames - 2000..<Self.frames + 2000) > 1000)
    #expect(peak(Self.frames * 2 - 2000..<Self.frames * 2) > 1000)
    #expect(peak(Self.frames * 3..<Self.frames * 4) < 30)
  }

  @Test func `asking for silence ends the stream in three tenths of a second`() throws {
    let queue = BarQueue(ahead: 1)
    queue.push(click(0))
    let controls = PlaybackControls()
    let samples = try play(queue, controls: controls) { if $0 == 20 { controls.stop() } }
    #expect(samples.count / 2 <= 20 * 256 + 14_400 + 256)
  }
}
