public import MusicModel

/// A Standard MIDI File: everything it holds, known or not.
///
/// Reading and writing lose no event. A file whose bytes are canonical (minimal variable-length
/// quantities, running status used throughout or not at all, one end of track at the end of each
/// track) is written back byte for byte; any other gives the same events.
///
/// Source: Standard MIDI Files 1.0 (RP-001).
public struct MIDIFile: Sendable {
  /// How the tracks relate.
  public var format: Format

  /// What a tick is.
  public var division: Division

  /// Tracks and chunks of other kinds, in the order of the file.
  public var chunks: [Chunk]

  /// Bytes of the header chunk beyond the six that the standard defines.
  public var headerExtension: [UInt8]

  /// Whether channel messages leave out a status byte that repeats the one before.
  public var usesRunningStatus: Bool

  /// What the reader or the conversion noticed; no part of the file's identity.
  public var diagnostics: [Diagnostic]

  public init(
    format: Format = .simultaneousTracks, division: Division = .ticksPerQuarter(480),
    chunks: [Chunk] = [], headerExtension: [UInt8] = [], usesRunningStatus: Bool = true,
    diagnostics: [Diagnostic] = []
  ) {
    self.format = format
    self.division = division
    self.chunks = chunks
    self.headerExtension = headerExtension
    self.usesRunningStatus = usesRunningStatus
    self.diagnostics = diagnostics
  }
}

extension MIDIFile {
  /// The format word of the header.
  public enum Format: Int, Hashable, Sendable {
    /// Format 0: one track with all channels.
    case singleTrack = 0

    /// Format 1: tracks that start together, the first one holding the tempo map.
    case simultaneousTracks = 1

    /// Format 2: each track is a piece of its own.
    case independentPatterns = 2
  }

  /// The division word of the header.
  public enum Division: Hashable, Sendable {
    /// Ticks in a quarter note, 1...32767.
    case ticksPerQuarter(Int)

    /// Frames in a second (24, 25, 29 for 30 drop-frame, 30) and ticks in a frame, 1...255.
    case timecode(framesPerSecond: Int, ticksPerFrame: Int)
  }

  /// One chunk after the header.
  public enum Chunk: Hashable, Sendable {
    case track(MIDITrack)

    /// A chunk of another kind, which the standard asks readers to ignore: kept as it is.
    case unknown(type: [UInt8], bytes: [UInt8])
  }

  /// The tracks alone, in order.
  public var tracks: [MIDITrack] {
    chunks.compactMap { if case .track(let track) = $0 { track } else { nil } }
  }
}

extension MIDIFile: Hashable {
  public static func == (left: Self, right: Self) -> Bool {
    left.format == right.format && left.division == right.division
      && left.headerExtension == right.headerExtension
      && left.usesRunningStatus == right.usesRunningStatus && left.chunks == right.chunks
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(format)
    hasher.combine(division)
    hasher.combine(chunks)
  }
}
