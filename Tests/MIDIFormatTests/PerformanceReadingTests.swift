import MIDIFormat
import MusicModel
import Testing

@Suite struct PerformanceReadingTests {
  private func performance(_ events: [UInt8]) throws -> Performance {
    Performance(try MIDIFile(reading: singleTrack(events)))
  }

  @Test func `notes have exact times`() throws {
    let music = try performance([0x20, 0x90, 0x3C, 0x40, 0x20, 0x3C, 0x00])
    #expect(
      music.parts[0].notes == [
        PerformedNote(
          onset: NoteDuration(1, 12), duration: NoteDuration(1, 12), pitch: 60, velocity: 64)
      ])
  }

  @Test func `overlapping notes of one pitch end in the order in which they started`() throws {
    let music = try performance([
      0x00, 0x90, 0x3C, 0x40, 0x60, 0x3C, 0x41, 0x60, 0x3C, 0x00, 0x60, 0x80, 0x3C, 0x00,
    ])
    #expect(music.parts[0].notes.map(\.duration) == [NoteDuration(1, 2), NoteDuration(1, 2)])
    #expect(music.parts[0].notes.map(\.velocity) == [64, 65])
  }

  @Test func `a note of no length takes no other note's end`() throws {
    let music = try performance([
      0x00, 0x90, 0x3C, 0x40, 0x00, 0x3C, 0x00, 0x00, 0x3C, 0x41, 0x60, 0x3C, 0x00,
    ])
    #expect(music.parts[0].notes.map(\.duration) == [.zero, NoteDuration(1, 4)])
  }

  @Test func `a note that never ends closes at the end of its track`() throws {
    let file = try MIDIFile(
      reading: singleTrack([0x00, 0x90, 0x3C, 0x40, 0x60, 0xFF, 0x2F, 0x00], ending: false))
    var diagnostics: [Diagnostic] = []
    let music = Performance(file, diagnostics: &diagnostics)
    #expect(music.parts[0].notes.map(\.duration) == [NoteDuration(1, 4)])
    #expect(diagnostics.map(\.code) == ["unended-note"])
    #expect(
      diagnostics[0].message
        == "1 notes of track 1 have no end; closed at the end of the track, tick 96")
  }

  @Test func `each channel and program of a track is a part`() throws {
    let music = try performance([
      0x00, 0xC1, 0x05, 0x00, 0x91, 0x3C, 0x40, 0x10, 0x3C, 0x00, 0x00, 0x99, 0x24, 0x40, 0x10,
      0x24, 0x00, 0x00, 0xC1, 0x06, 0x00, 0x91, 0x3E, 0x40, 0x10, 0x3E, 0x00,
    ])
    #expect(music.parts.map(\.channel) == [1, 1, 9])
    #expect(music.parts.map(\.program) == [5, 6, 0])
  }

  @Test func `a track without a program takes the one another track set`() throws {
    let programs: [UInt8] = [0x00, 0xC0, 0x07, 0x00, 0xFF, 0x2F, 0x00]
    let notes: [UInt8] = [0x00, 0x90, 0x3C, 0x40, 0x10, 0x3C, 0x00, 0x00, 0xFF, 0x2F, 0x00]
    let bytes =
      header(format: 1, tracks: 2, division: 96) + chunk("MTrk", programs) + chunk("MTrk", notes)
    #expect(Performance(try MIDIFile(reading: bytes)).parts.map(\.program) == [7])
  }

  @Test func `notes that start together go from low to high`() throws {
    let music = try performance([
      0x00, 0x90, 0x43, 0x40, 0x00, 0x3C, 0x40, 0x00, 0x40, 0x40, 0x60, 0x3C, 0x00, 0x00, 0x40,
      0x00, 0x00, 0x43, 0x00,
    ])
    #expect(music.parts[0].notes.map(\.pitch) == [60, 64, 67])
  }

  @Test func `tempo, meter and key are maps`() throws {
    let music = try performance([
      0x00, 0xFF, 0x51, 0x03, 0x0F, 0x42, 0x40, 0x00, 0xFF, 0x58, 0x04, 0x06, 0x03, 0x24, 0x08,
      0x00, 0xFF, 0x59, 0x02, 0xFD, 0x01, 0x60, 0xFF, 0x51, 0x03, 0x07, 0xA1, 0x20,
    ])
    #expect(music.tempi == [Timed(.zero, 60), Timed(NoteDuration(1, 4), 120)])
    #expect(music.meters == [Timed(.zero, Meter(6, 8))])
    #expect(music.keys == [Timed(.zero, KeySignature(PitchName(.c), .minor))])
    #expect(music.tempoMap.seconds(at: NoteDuration(1, 2)) == 1.5)
  }

  @Test(arguments: [
    (0, 0, "C", Mode.major), (-7, 0, "Cb", .major), (7, 1, "A#", .minor), (-1, 1, "D", .minor),
    (2, 0, "D", .major), (6, 1, "D#", .minor),
  ])
  func `key signatures name their tonic`(
    sharps: Int, flag: UInt8, tonic: String, mode: Mode
  ) throws {
    let music = try performance([0x00, 0xFF, 0x59, 0x02, UInt8(bitPattern: Int8(sharps)), flag])
    #expect(music.keys.first?.value.tonic?.description == tonic)
    #expect(music.keys.first?.value.mode == mode)
  }

  @Test func `SMPTE time is exact at half a second a quarter`() throws {
    let bytes =
      header(format: 0, tracks: 1, division: 0xE728)
      + chunk("MTrk", [0x00, 0x90, 0x3C, 0x40, 0x87, 0x68, 0x3C, 0x00, 0x00, 0xFF, 0x2F, 0x00])
    let file = try MIDIFile(reading: bytes)
    var diagnostics: [Diagnostic] = []
    let music = Performance(file, diagnostics: &diagnostics)
    #expect(music.parts[0].notes[0].duration == NoteDuration(1, 2))
    #expect(MIDITempoMap(file).seconds(at: 1000) == 1)
    #expect(diagnostics.map(\.code) == ["timecode-division"])
  }

  @Test func `the sustain pedal lengthens notes on request`() throws {
    let file = try MIDIFile(
      reading: singleTrack([
        0x00, 0xB0, 0x40, 0x7F, 0x00, 0x90, 0x3C, 0x40, 0x30, 0x3C, 0x00, 0x30, 0x3E, 0x40, 0x30,
        0x3E, 0x00, 0x30, 0x3E, 0x40, 0x10, 0x3E, 0x00, 0x20, 0xB0, 0x40, 0x00,
      ]))
    #expect(
      Performance(file).parts[0].notes.map { $0.duration.ticks(ticksPerQuarter: 96) }
        == [48, 48, 16])
    let held = Performance(file, options: PerformanceOptions(appliesSustainPedal: true))
    #expect(
      held.parts[0].notes.map { $0.duration.ticks(ticksPerQuarter: 96) } == [240, 96, 48])
  }

  @Test func `titles and names come from the tracks`() throws {
    let name: [UInt8] = [0x00, 0xFF, 0x03, 0x01, 0x41]
    let note: [UInt8] = [0x00, 0x90, 0x3C, 0x40, 0x10, 0x3C, 0x00, 0x00, 0xFF, 0x2F, 0x00]
    let bytes =
      header(format: 1, tracks: 2, division: 96)
      + chunk("MTrk", name + [0x00, 0xFF, 0x2F, 0x00])
      + chunk("MTrk", [0x00, 0xFF, 0x03, 0x01, 0x42] + note)
    let music = Performance(try MIDIFile(reading: bytes))
    #expect(music.title == "A")
    #expect(music.parts.map(\.name) == ["B"])
  }
}
