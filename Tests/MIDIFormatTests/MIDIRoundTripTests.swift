import MIDIFormat
import TestSupport
import Testing

@Suite struct MIDIRoundTripTests {
  @Test(arguments: 0..<100)
  func `a file that was written is read as it was`(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let file = MIDIFile.random(using: &generator)
    let bytes = file.bytes
    let again = try MIDIFile(reading: bytes)
    #expect(again.chunks == file.chunks)
    #expect(again == file || !file.usesRunningStatus)
    #expect(again.diagnostics.isEmpty)
    #expect(again.bytes == bytes)
  }

  @Test(arguments: 0..<100)
  func `meta events of unusual lengths are read as they were written`(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    var track = MIDITrack()
    for index in 0..<40 {
      // A key signature has two bytes; these make sense as events, too.
      let payload = (0..<Int.random(in: 0...9, using: &generator)).map { _ in
        [0x00, 0x40, 0x90, 0xFF, 0x59].randomElement(using: &generator) ?? 0 as UInt8
      }
      let meta = MIDIEvent.meta(MetaEvent(.keySignature, payload))
      track.append(index % 3 == 0 ? .random(using: &generator) : meta, at: 10 * index)
    }
    let file = MIDIFile(chunks: [.track(track)])
    #expect(try MIDIFile(reading: file.bytes).chunks == file.chunks)
  }

  @Test func `a wait longer than a delta time can be is bridged`() throws {
    let wait = 0x0FFF_FFFF + 5
    let track = MIDITrack([
      TimedMIDIEvent(0, .noteOn(channel: 0, pitch: 60, velocity: 1)),
      TimedMIDIEvent(wait, .noteOn(channel: 0, pitch: 60, velocity: 0)),
    ])
    let again = try MIDIFile(reading: MIDIFile(chunks: [.track(track)]).bytes)
    #expect(again.notes()[0].notes.map(\.duration) == [wait])
  }

  @Test func `an event before the last one is refused`() async {
    await #expect(processExitsWith: .failure) {
      var track = MIDITrack()
      track.append(.programChange(channel: 0, program: 0), at: 10)
      track.append(.programChange(channel: 0, program: 0), at: 9)
    }
  }
}

extension MIDIFile {
  static func random(using generator: inout SeededGenerator) -> MIDIFile {
    var chunks: [Chunk] = []
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      chunks.append(.track(.random(using: &generator)))
      if Int.random(in: 0..<5, using: &generator) == 0 {
        chunks.append(.unknown(type: Array("JUNK".utf8), bytes: [1, 2, 3, 0x4D]))
      }
    }
    let count = chunks.count
    return MIDIFile(
      format: count == 1 ? .singleTrack : .simultaneousTracks,
      division: Bool.random(using: &generator)
        ? .ticksPerQuarter(.random(in: 1...0x7FFF, using: &generator))
        : .timecode(framesPerSecond: 25, ticksPerFrame: 40),
      chunks: chunks, usesRunningStatus: Bool.random(using: &generator))
  }
}

extension MIDITrack {
  static func random(using generator: inout SeededGenerator) -> MIDITrack {
    var track = MIDITrack()
    var tick = 0
    for _ in 0..<Int.random(in: 0...60, using: &generator) {
      tick += [0, 1, 100, 127, 128, 20_000, 3_000_000].randomElement(using: &generator) ?? 0
      track.append(.random(using: &generator), at: tick)
    }
    track.endTick = tick + Int.random(in: 0...300, using: &generator)
    return track
  }
}

extension MIDIEvent {
  static func random(using generator: inout SeededGenerator) -> MIDIEvent {
    let channel = Int.random(in: 0...15, using: &generator)
    let (a, b) = (
      Int.random(in: 0...127, using: &generator), Int.random(in: 0...127, using: &generator)
    )
    let bytes = (0..<a * 3).map { _ in UInt8.random(in: 0...255, using: &generator) }
    return switch Int.random(in: 0..<12, using: &generator) {
    case 0: .noteOff(channel: channel, pitch: a, velocity: b)
    case 1: .polyphonicPressure(channel: channel, pitch: a, pressure: b)
    case 2: .controlChange(channel: channel, controller: a, value: b)
    case 3: .programChange(channel: channel, program: a)
    case 4: .channelPressure(channel: channel, pressure: a)
    case 5: .pitchBend(channel: channel, value: a * 128 + b)
    case 6: .systemExclusive(bytes)
    case 7: .escape(bytes)
    case 8: .meta(MetaEvent(.text, bytes))
    case 9: .meta(MetaEvent(type: 0x61, bytes: bytes))
    default: .noteOn(channel: channel, pitch: a, velocity: b)
    }
  }
}
