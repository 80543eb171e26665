import Foundation
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

/// Music data that is not part of this repository, found beside it or named by `LILT_SHARED`.
enum SharedData {
  /// The path of one of its folders, `nil` where that is missing.
  static func folder(_ name: String) -> String? {
    let repository = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let beside = repository.deletingLastPathComponent().appending(path: "shared").path
    let root = ProcessInfo.processInfo.environment["LILT_SHARED"] ?? beside
    let path = root + "/" + name
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  /// The MIDI files of a folder and those below it, in order of their paths.
  static func midiFiles(in folder: String) -> [String] {
    guard let root = self.folder(folder) else { return [] }
    let paths = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return paths.filter { path in
      ["mid", "midi", "rmi"].contains { path.lowercased().hasSuffix("." + $0) }
    }.sorted().map { root + "/" + $0 }
  }

  static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path)))
  }
}

/// A generator whose sequence depends on its seed alone.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
