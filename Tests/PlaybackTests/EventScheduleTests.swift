import MIDIFormat
import Playback
import Testing

@Suite struct EventScheduleTests {
  private func bytes(_ events: [TimedMIDIEvent], ticksPerQuarter: Int = 480) throws -> [UInt8] {
    let file = MIDIFile(
      division: .ticksPerQuarter(ticksPerQuarter), chunks: [.track(MIDITrack(events))])
    return file.bytes
  }

  private func note(_ tick: Int, _ pitch: Int = 60) -> [TimedMIDIEvent] {
    [
      TimedMIDIEvent(tick, .noteOn(channel: 0, pitch: pitch, velocity: 80)),
      TimedMIDIEvent(tick + 10, .noteOn(channel: 0, pitch: pitch, velocity: 0)),
    ]
  }

  @Test func `ticks become frames through every change of tempo`() throws {
    let tempo = { MIDIEvent.meta(.tempo(microsecondsPerQuarter: $0)) }
    let events =
      [TimedMIDIEvent(0, tempo(600_000))] + note(480) + [TimedMIDIEvent(960, tempo(300_000))]
      + note(1440)
    let schedule = try EventSchedule(midi: bytes(events))
    let onsets = schedule.events.filter { $0.message.kind == .noteOn }.map(\.frame)
    #expect(onsets == [28_800, 72_000])
    #expect(schedule.events.count == 4)
    #expect(schedule.events.allSatisfy { $0.frame % EventSchedule.blockSize == 0 })
  }

  @Test func `measures follow the meters`() throws {
    let events =
      [TimedMIDIEvent(0, .meta(MetaEvent(.timeSignature, [6, 3, 24, 8])))] + note(0)
      + [TimedMIDIEvent(1440, .meta(MetaEvent(.timeSignature, [2, 2, 24, 8])))] + note(1440)
      + note(3350)
    let schedule = try EventSchedule(midi: bytes(events))
    #expect(schedule.measures == [0, 72_000, 120_000])
  }

  @Test func `what is no music is refused with its name`() throws {
    let noNotes = try bytes([TimedMIDIEvent(0, .programChange(channel: 0, program: 1))])
    let endless = try bytes(note(0) + note(1 << 28), ticksPerQuarter: 1)
    for (bytes, reason) in [
      ([], "it is not a MIDI file"), (Array("X:1".utf8), "it is not a MIDI file"),
      (noNotes, "it holds no notes"), (endless, "it lasts longer than 24 hours"),
    ] {
      let error = #expect(throws: PlaybackError.self) {
        _ = try EventSchedule(midi: bytes, file: "a.mid")
      }
      #expect(
        error?.description == "a.mid: cannot play: \(reason); `lilt inspect` shows what it holds")
    }
  }
}
