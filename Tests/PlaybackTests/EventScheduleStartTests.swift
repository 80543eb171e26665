import Testing

@testable import Playback

@Suite struct EventScheduleStartTests {
  /// Four measures of half a second, a note in each and one over the last bar line.
  private let schedule = EventSchedule(
    sampleRate: 48_000,
    events: [
      .init(frame: 0, message: ChannelMessage(.programChange, channel: 0, 40)),
      .init(frame: 0, message: ChannelMessage(.noteOn, channel: 0, 60, 80)),
      .init(frame: 23_040, message: ChannelMessage(.noteOff, channel: 0, 60)),
      .init(frame: 40_000, message: ChannelMessage(.noteOn, channel: 0, 62, 80)),
      .init(frame: 52_000, message: ChannelMessage(.noteOff, channel: 0, 62)),
      .init(frame: 72_000, message: ChannelMessage(.noteOn, channel: 0, 64, 80)),
      .init(frame: 90_000, message: ChannelMessage(.noteOff, channel: 0, 64)),
    ], endFrame: 96_000, measures: [0, 24_000, 48_000, 72_000])

  @Test func `a part begins with its instruments and its own notes only`() {
    let part = schedule.beginning(atMeasure: 2)
    #expect(part.events.map(\.message.kind) == [.programChange, .noteOn, .noteOff])
    #expect(part.events.map(\.frame) == [0, 24_000, 42_000].map(EventSchedule.gridFrame))
    #expect(part.endFrame == 48_000)
    #expect(part.measureNumber(at: 0) == 3 && part.measureNumber(at: 24_000) == 4)
  }

  @Test func `a count comes before the music, and is no measure of it`() {
    let counted = schedule.countedIn(beats: 4, framesPerBeat: 12_000)
    #expect(counted.events.prefix(8).map(\.message.channel) == Array(repeating: 9, count: 8))
    #expect(counted.startFrame == 48_000)
    #expect(counted.measureNumber(at: 47_000) == nil)
    #expect(counted.measureNumber(at: 48_000) == 1)
    #expect(counted.endFrame == 144_000)
  }

  @Test func `bars are stepped through, first back to the present one's beginning`() {
    #expect(schedule.frame(measures: 1, from: 30_000) == 48_000)
    #expect(schedule.frame(measures: -1, from: 26_000) == 0)
    let late = EventSchedule(
      sampleRate: 48_000, events: [], endFrame: 200_000, measures: [0, 100_032])
    #expect(late.frame(measures: -1, from: 180_000) == 100_032)
    #expect(schedule.frame(measures: 9, from: 0) == 72_000)
    #expect(schedule.frame(measures: -9, from: 90_000) == 0)
  }
}
