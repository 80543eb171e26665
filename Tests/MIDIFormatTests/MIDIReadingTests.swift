import MIDIFormat
import MusicModel
import Testing

@Suite struct MIDIReadingTests {
  @Test(arguments: [
    ([0x82, 0x3C, 0x40], MIDIEvent.noteOff(channel: 2, pitch: 60, velocity: 64)),
    ([0x92, 0x3C, 0x40], .noteOn(channel: 2, pitch: 60, velocity: 64)),
    ([0xA0, 0x3C, 0x05], .polyphonicPressure(channel: 0, pitch: 60, pressure: 5)),
    ([0xBF, 0x40, 0x7F], .controlChange(channel: 15, controller: 64, value: 127)),
    ([0xC9, 0x18], .programChange(channel: 9, program: 24)),
    ([0xD1, 0x11], .channelPressure(channel: 1, pressure: 17)),
    ([0xE0, 0x01, 0x40], .pitchBend(channel: 0, value: 8193)),
    ([0xF0, 0x03, 0x7E, 0x09, 0xF7], .systemExclusive([0x7E, 0x09, 0xF7])),
    ([0xF7, 0x02, 0xF3, 0x01], .escape([0xF3, 0x01])),
    ([0xFF, 0x01, 0x02, 0x68, 0x69], .meta(MetaEvent(.text, text: "hi"))),
    ([0xFF, 0x60, 0x01, 0x00], .meta(MetaEvent(type: 0x60, bytes: [0]))),
  ])
  func `each kind of event is read as it is`(bytes: [UInt8], event: MIDIEvent) throws {
    let file = singleTrack([0x81, 0x00] + bytes)
    #expect(try events(file) == [TimedMIDIEvent(128, event)])
    #expect(try codes(file).isEmpty)
    #expect(try MIDIFile(reading: file).bytes == file)
  }

  @Test func `running status holds until another status byte`() throws {
    let file = singleTrack([
      0x00, 0x90, 0x3C, 0x40, 0x10, 0x3C, 0x00, 0x00, 0xC0, 0x05, 0x00, 0x06, 0x00, 0x90, 0x3E,
      0x40,
    ])
    #expect(
      try events(file).map(\.event) == [
        .noteOn(channel: 0, pitch: 60, velocity: 64), .noteOn(channel: 0, pitch: 60, velocity: 0),
        .programChange(channel: 0, program: 5), .programChange(channel: 0, program: 6),
        .noteOn(channel: 0, pitch: 62, velocity: 64),
      ])
    #expect(try MIDIFile(reading: file).bytes == file)
  }

  @Test func `a file without running status is written back without it`() throws {
    let file = singleTrack([0x00, 0x90, 0x3C, 0x40, 0x10, 0x90, 0x3C, 0x00])
    #expect(try MIDIFile(reading: file).bytes == file)
  }

  @Test(arguments: [
    (0, [0x00]), (0x7F, [0x7F]), (0x80, [0x81, 0x00]), (0x3FFF, [0xFF, 0x7F]),
    (0x4000, [0x81, 0x80, 0x00]), (0x1F_FFFF, [0xFF, 0xFF, 0x7F]),
    (0x20_0000, [0x81, 0x80, 0x80, 0x00]), (0x0FFF_FFFF, [0xFF, 0xFF, 0xFF, 0x7F]),
  ])
  func `delta times of one to four bytes are read and written`(tick: Int, delta: [UInt8]) throws {
    let file = singleTrack(delta + [0x90, 0x3C, 0x40])
    #expect(try events(file).map(\.tick) == [tick])
    #expect(try MIDIFile(reading: file).bytes == file)
  }

  @Test(arguments: [
    (0xE728, MIDIFile.Division.timecode(framesPerSecond: 25, ticksPerFrame: 40)),
    (0xE250, .timecode(framesPerSecond: 30, ticksPerFrame: 80)),
    (0x01E0, .ticksPerQuarter(480)),
  ])
  func `divisions are ticks a quarter or frames a second`(
    word: Int, division: MIDIFile.Division
  ) throws {
    let bytes =
      header(format: 0, tracks: 1, division: word) + chunk("MTrk", [0x00, 0xFF, 0x2F, 0x00])
    let file = try MIDIFile(reading: bytes)
    #expect(file.division == division)
    #expect(file.bytes == bytes)
  }

  @Test func `formats, unknown chunks and a long header are kept`() throws {
    let track = chunk("MTrk", [0x00, 0xFF, 0x2F, 0x00])
    let long = chunk("MThd", [0, 2, 0, 2, 0, 96, 0xAA, 0xBB])
    let bytes = long + track + chunk("XFIH", [1, 2, 3]) + track
    let file = try MIDIFile(reading: bytes)
    #expect(file.format == .independentPatterns)
    #expect(file.headerExtension == [0xAA, 0xBB])
    #expect(file.chunks.count == 3)
    #expect(file.chunks[1] == .unknown(type: Array("XFIH".utf8), bytes: [1, 2, 3]))
    #expect(file.diagnostics.map(\.code) == ["header-length"])
    #expect(file.bytes == bytes)
  }

  @Test func `the end of the track keeps its place`() throws {
    let bytes = singleTrack([0x00, 0x90, 0x3C, 0x40, 0x83, 0x60, 0xFF, 0x2F, 0x00], ending: false)
    let file = try MIDIFile(reading: bytes)
    #expect(file.tracks[0].endTick == 480)
    #expect(file.bytes == bytes)
  }

  @Test func `texts are UTF-8 where they can be and Latin-1 otherwise`() {
    #expect(MetaEvent(.text, [0xC3, 0xA9]).text == "é")
    #expect(MetaEvent(.text, [0x63, 0xE9]).text == "cé")
    #expect(MetaEvent(.tempo, [1, 2, 3]).text == nil)
  }
}
