import MIDIFormat
import MusicModel
import TestSupport
import Testing

/// What becomes of files that depart from the standard.
@Suite struct MIDIRecoveryTests {
  private let note: [UInt8] = [0x00, 0x90, 0x3C, 0x40, 0x60, 0x3C, 0x00]
  private let end: [UInt8] = [0x00, 0xFF, 0x2F, 0x00]

  private func pitches(_ bytes: [UInt8]) throws -> [Int] {
    try MIDIFile(reading: bytes).notes().flatMap { $0.notes.map { Int($0.pitch) } }
  }

  /// Eight notes a step apart, each with its status bytes.
  private var scale: [UInt8] {
    (60..<68).flatMap { [0x00, 0x90, $0, 0x40, 0x60, 0x80, $0, 0x40] as [UInt8] }
  }

  @Test func `a file cut short keeps what came before`() throws {
    let bytes = Array(singleTrack(note + note).dropLast(6))
    #expect(try pitches(bytes) == [60, 60])
    #expect(try codes(bytes) == ["truncated", "missing-end-of-track", "truncated"])
  }

  @Test func `a missing end of track is supplied`() throws {
    let bytes = singleTrack(note, ending: false)
    #expect(try codes(bytes) == ["missing-end-of-track"])
    #expect(try MIDIFile(reading: bytes).bytes == singleTrack(note))
  }

  @Test(arguments: [-3, 3, 100_000, 0x7FFF_0000])
  func `a wrong chunk length does not cost the track`(error: Int) throws {
    var bytes = header(format: 1, tracks: 2, division: 96)
    var track = chunk("MTrk", note + end)
    let stated = UInt32(note.count + end.count + error)
    for index in 0..<4 { track[4 + index] = UInt8(stated >> (24 - 8 * UInt32(index)) & 0xFF) }
    bytes += track + chunk("MTrk", note + end)
    #expect(try pitches(bytes) == [60, 60])
    #expect(try codes(bytes) == ["chunk-length"])
  }

  @Test func `stray bytes between chunks are skipped`() throws {
    let bytes =
      header(format: 1, tracks: 2, division: 96) + chunk("MTrk", note + end)
      + [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] + chunk("MTrk", note + end)
    #expect(try pitches(bytes) == [60, 60])
    #expect(try codes(bytes) == ["stray-bytes"])
  }

  @Test func `bytes after the last chunk are told of`() throws {
    let bytes = singleTrack(note) + [0, 0, 0]
    #expect(try pitches(bytes) == [60])
    let finding = try #require(try MIDIFile(reading: bytes, file: "a.mid").diagnostics.first)
    #expect(finding.description == "a.mid:0x21: error: 3 bytes after the last chunk; left out")
  }

  @Test func `a data byte over 127 is clamped`() throws {
    let bytes = singleTrack([0x00, 0xB0, 0x07, 0xFF] + scale)
    #expect(try events(bytes)[0].event == .controlChange(channel: 0, controller: 7, value: 127))
    #expect(try codes(bytes) == ["data-byte-too-large"])
  }

  @Test func `events after a damaged stretch are found again`() throws {
    let bytes = singleTrack(scale + [0x00, 0xF5, 0xFE, 0xFD, 0x00, 0x80] + scale)
    #expect(try pitches(bytes) == Array(60..<68) + Array(60..<68))
    #expect(try codes(bytes).allSatisfy { ["skipped-bytes", "system-message"].contains($0) })
  }

  @Test func `data bytes before any status are skipped`() throws {
    let bytes = singleTrack([0x00, 0x3C, 0x40] + scale)
    #expect(try pitches(bytes) == Array(60..<68))
    #expect(try codes(bytes) == ["skipped-bytes"])
  }

  @Test func `running status after a meta event goes on with a warning`() throws {
    let bytes = singleTrack([0x00, 0x90, 0x3C, 0x40, 0x00, 0xFF, 0x01, 0x00, 0x60, 0x3C, 0x00])
    #expect(try codes(bytes) == ["running-status-after-meta"])
    #expect(try MIDIFile(reading: bytes).notes()[0].notes.map(\.duration) == [96])
  }

  @Test func `a delta time of five bytes is clamped`() throws {
    let bytes = singleTrack([0x81, 0x80, 0x80, 0x80, 0x00, 0x90, 0x3C, 0x40] + scale)
    #expect(try pitches(bytes) == [60] + Array(60..<68))
    #expect(try codes(bytes) == ["long-quantity"])
  }

  @Test func `a meta event with a length that cannot be gets the length of its kind`() throws {
    let bytes = singleTrack([0x00, 0xFF, 0x51, 0x7F, 0x07, 0xA1, 0x20] + scale)
    #expect(try pitches(bytes) == Array(60..<68))
    #expect(try codes(bytes) == ["meta-length"])
  }

  @Test(arguments: [
    ([0x59, 0x02, 0xF8, 0x00], "bad-key-signature"),
    ([0x59, 0x02, 0x00, 0x05], "bad-key-signature"),
    ([0x58, 0x04, 0x00, 0x02, 0x18, 0x08], "bad-time-signature"),
    ([0x51, 0x03, 0x00, 0x00, 0x00], "bad-tempo"),
    ([0x54, 0x05, 0x20, 0x3F, 0x00, 0x00, 0x00], "bad-timecode-offset"),
  ])
  func `a meta event of impossible value is kept and told of`(meta: [UInt8], code: String) throws {
    let bytes = singleTrack([0x00, 0xFF] + meta + scale)
    #expect(try codes(bytes) == [code])
    #expect(try MIDIFile(reading: bytes).tracks[0].count == 17)
    #expect(Performance(try MIDIFile(reading: bytes)).parts[0].notes.count == 8)
  }

  @Test func `a system message in a track is kept as an escape`() throws {
    let bytes = singleTrack([0x00, 0xF3, 0x01, 0x00, 0xF8] + scale)
    #expect(try events(bytes)[0].event == .escape([0xF3, 0x01]))
    #expect(try codes(bytes) == ["system-message", "system-message"])
    #expect(try pitches(MIDIFile(reading: bytes).bytes) == Array(60..<68))
  }

  @Test func `a meta event with a damaged type never becomes an end of track`() throws {
    let bytes = singleTrack([0x00, 0xFF, 0xAF, 0x02, 0x41, 0x42] + scale)
    #expect(try codes(bytes) == ["meta-type"])
    #expect(try pitches(MIDIFile(reading: bytes).bytes) == Array(60..<68))
  }

  @Test func `a file without its header is read from its first track`() throws {
    let bytes = chunk("MTrk", note + end)
    #expect(try pitches(bytes) == [60])
    #expect(try codes(bytes) == ["missing-header"])
  }

  @Test func `bytes before the header are skipped`() throws {
    let bytes = Array("HTTP/1.0 200 OK\n".utf8) + singleTrack(note)
    #expect(try pitches(bytes) == [60])
    #expect(try codes(bytes) == ["bytes-before-header"])
  }

  @Test func `a RIFF wrapper is taken off`() throws {
    let inner = singleTrack(note)
    let little = [0, 8, 16, 24].map { UInt8(inner.count >> $0 & 0xFF) }
    let bytes =
      Array("RIFF".utf8) + [0, 0, 0, 0] + Array("RMIDdata".utf8) + little + inner
      + Array("LIST".utf8)
    #expect(try codes(bytes) == ["riff-wrapper"])
    #expect(try MIDIFile(reading: bytes).bytes == inner)
  }

  @Test(arguments: zip([0, 2, 4], ["damaged-chunk-type", "damaged-chunk-type", "header-length"]))
  func `a damaged header is read all the same`(offset: Int, code: String) throws {
    var bytes = singleTrack(note)
    bytes[offset] ^= 0x41
    #expect(try codes(bytes) == [code])
    #expect(try pitches(bytes) == [60])
  }

  @Test func `a damaged track type is read as a track`() throws {
    var bytes = singleTrack(note)
    bytes[15] = 0
    #expect(try codes(bytes) == ["damaged-chunk-type"])
    #expect(try pitches(bytes) == [60])
  }

  @Test func `odd headers have warnings of their own`() throws {
    let track = chunk("MTrk", note + end)
    #expect(try codes(header(format: 7, tracks: 1, division: 96) + track) == ["unknown-format"])
    #expect(try codes(header(format: 1, tracks: 9, division: 96) + track) == ["track-count"])
    #expect(
      try codes(header(format: 0, tracks: 2, division: 96) + track + track) == ["track-count"])
    #expect(try codes(header(format: 1, tracks: 1, division: 0) + track) == ["bad-division"])
    #expect(try codes(header(format: 1, tracks: 1, division: 0xF060) + track) == ["bad-division"])
    #expect(try codes(header(format: 1, tracks: 0, division: 96)) == ["no-tracks"])
    #expect(try codes(Array("MThd".utf8)) == ["truncated", "no-tracks"])
  }

  @Test func `bytes that are no MIDI give a named error`() {
    #expect(throws: MIDIError.empty(file: "x.mid")) { try MIDIFile(reading: [], file: "x.mid") }
    #expect(throws: MIDIError.notMIDI(file: "x.mid")) {
      try MIDIFile(reading: Array("<html>".utf8), file: "x.mid")
    }
    #expect(
      MIDIError.notMIDI(file: "x.mid").description
        == "x.mid:0x0: error: no MThd and no MTrk chunk; expected a MIDI file")
  }

  @Test func `the strict reader refuses the first departure`() throws {
    let error = #expect(throws: MIDIError.self) {
      try MIDIFile(reading: singleTrack(note, ending: false), file: "x.mid", strict: true)
    }
    #expect(
      error?.description
        == "x.mid:0x1d: error: the track has no end-of-track event (refused: strict reading)")
    #expect(throws: Never.self) { try MIDIFile(reading: singleTrack(note), strict: true) }
  }

  /// What each kind of oddity is called, and whether the strict reader refuses it.
  static let oddities: [(name: String, bytes: [UInt8], code: String, isRefused: Bool)] = {
    let track = chunk("MTrk", [0, 0x90, 0x3C, 0x40, 0x60, 0x3C, 0, 0, 0xFF, 0x2F, 0])
    let inner = header(format: 0, tracks: 1, division: 96) + track
    let size = [UInt8(inner.count), 0, 0, 0]
    return [
      (
        "RMID", Array("RIFF".utf8) + size + Array("RMIDdata".utf8) + size + inner, "riff-wrapper",
        false
      ),
      ("SMPTE", header(format: 0, tracks: 1, division: 0xE728) + track, "timecode-division", false),
      (
        "format 2", header(format: 2, tracks: 2, division: 96) + track + track,
        "independent-patterns", false
      ),
      ("no MThd", track, "missing-header", true),
      ("data bytes", singleTrack([0, 0xB0, 7, 0xFF] + note8), "data-byte-too-large", true),
      ("key", singleTrack([0, 0xFF, 0x59, 2, 0x0C, 0] + note8), "bad-key-signature", true),
      ("cut", Array(inner.dropLast(6)), "missing-end-of-track", true),
    ]
  }()

  /// Eight notes, so that what comes before them is known to be followed by sense.
  private static let note8: [UInt8] = (60..<68).flatMap {
    [0x00, 0x90, $0, 0x40, 0x60, 0x80, $0, 0x40] as [UInt8]
  }

  @Test(arguments: oddities.indices)
  func `each oddity has its warning, and is refused strictly where it is damage`(index: Int) throws
  {
    let (name, bytes, code, isRefused) = Self.oddities[index]
    let file = try MIDIFile(reading: bytes, file: "x.mid")
    var findings = file.diagnostics
    let played = Performance(file, named: "x.mid", diagnostics: &findings)
    #expect(findings.contains { $0.code == code }, "\(name): \(findings)")
    #expect(findings.allSatisfy { "\($0.location)".hasPrefix("x.mid:0x") })
    #expect(!played.parts.isEmpty)
    if isRefused {
      #expect(throws: MIDIError.self, "\(name)") { try MIDIFile(reading: bytes, strict: true) }
    } else {
      #expect(throws: Never.self, "\(name)") {
        _ = try MIDIFile(reading: bytes, strict: true)
        try findings.refuseDepartures()
      }
    }
  }

  @Test func `tracks that all claim the rest of the file take memory and time once`() throws {
    let empty: [UInt8] = [0, 0xFF, 0x2F, 0]
    for type in ["MTrk", "mTrk"] {
      var bytes = header(format: 1, tracks: 1, division: 96)
      let count = 20_000
      for place in 0..<count {
        let rest = 12 * (count - place) - 8
        // One kind states that it reaches to the end, the other that it is longer than the file.
        let stated = type == "MTrk" ? rest : rest + 1
        bytes += chunk(type, empty)
        for index in 0..<4 {
          bytes[bytes.count - 8 + index] = UInt8(stated >> (24 - 8 * index) & 0xFF)
        }
      }
      #expect(try MIDIFile(reading: bytes).tracks.count == count)
    }
  }

  @Test func `many findings of one kind are counted`() throws {
    let bad: [UInt8] = [0x00, 0xB0, 0x07, 0xFF, 0x00, 0xB0, 0x08, 0x01]
    let bytes = singleTrack((0..<20).flatMap { _ in bad } + scale)
    let findings = try MIDIFile(reading: bytes).diagnostics
    #expect(findings.count == 9)
    #expect(
      findings.last?.message == "12 more of this kind (data-byte-too-large) are not listed")
  }

  @Test(arguments: 0..<300)
  func `any bytes give a file or an error, in little time`(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let pool: [UInt8] = [0, 0x3C, 0x40, 0x90, 0xFF, 0x2F, 0x80, 0xF0, 0xF7, 0x51]
    let noise = (0..<500).map { _ in
      Bool.random(using: &generator)
        ? pool.randomElement(using: &generator) ?? 0 : UInt8.random(in: 0...255, using: &generator)
    }
    let file = try MIDIFile(reading: singleTrack(noise))
    _ = Performance(file)
    #expect(try MIDIFile(reading: file.bytes).tracks == file.tracks)
  }
}
