import MIDIFormat
import MusicModel
import Testing

/// A file of format 0 with the given bytes as its only track, at 96 ticks a quarter.
func singleTrack(_ events: [UInt8], ending: Bool = true) -> [UInt8] {
  let body = events + (ending ? [0x00, 0xFF, 0x2F, 0x00] : [])
  return header(format: 0, tracks: 1, division: 96) + chunk("MTrk", body)
}

func header(format: Int, tracks: Int, division: Int) -> [UInt8] {
  chunk(
    "MThd",
    [format, tracks, division].flatMap { [UInt8($0 >> 8 & 0xFF), UInt8($0 & 0xFF)] })
}

func chunk(_ type: String, _ body: [UInt8]) -> [UInt8] {
  let count = body.count
  return Array(type.utf8)
    + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) } + body
}

/// The events of the first track of some bytes.
func events(_ bytes: [UInt8]) throws -> [TimedMIDIEvent] {
  Array(try #require(try MIDIFile(reading: bytes).tracks.first))
}

/// The codes of the findings in some bytes.
func codes(_ bytes: [UInt8]) throws -> [String] {
  try MIDIFile(reading: bytes).diagnostics.map(\.code)
}

/// How the names of MIDI files end.
let midiEndings: Set = ["mid", "midi", "rmi"]
