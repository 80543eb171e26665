/// A meta event: a type and its bytes, whatever they are.
public struct MetaEvent: Hashable, Sendable {
  /// The type byte, 0...127.
  public var type: Int

  public var bytes: [UInt8]

  public init(type: Int, bytes: [UInt8]) {
    self.type = type
    self.bytes = bytes
  }
}

extension MetaEvent {
  /// The type bytes that the standard names.
  public enum Kind: Int, CaseIterable, Hashable, Sendable {
    case sequenceNumber = 0x00
    case text = 0x01
    case copyright = 0x02
    case trackName = 0x03
    case instrumentName = 0x04
    case lyric = 0x05
    case marker = 0x06
    case cuePoint = 0x07
    case programName = 0x08
    case deviceName = 0x09
    case channelPrefix = 0x20
    case port = 0x21
    case endOfTrack = 0x2F
    case tempo = 0x51
    case timecodeOffset = 0x54
    case timeSignature = 0x58
    case keySignature = 0x59
    case sequencerSpecific = 0x7F

    /// The number of bytes that the standard prescribes, or `nil` where it is free.
    public var byteCount: Int? {
      switch self {
      case .sequenceNumber, .keySignature: 2
      case .channelPrefix, .port: 1
      case .endOfTrack: 0
      case .tempo: 3
      case .timecodeOffset: 5
      case .timeSignature: 4
      default: nil
      }
    }
  }

  /// What the type byte means, or `nil` outside the standard.
  public var kind: Kind? { Kind(rawValue: type) }

  public init(_ kind: Kind, _ bytes: [UInt8]) {
    self.init(type: kind.rawValue, bytes: bytes)
  }

  /// Creates an event that holds a text in UTF-8.
  public init(_ kind: Kind, text: String) {
    self.init(kind, Array(text.utf8))
  }

  /// The bytes as a text, types 1...15 alone: UTF-8 where they are valid UTF-8, Latin-1 otherwise.
  public var text: String? {
    guard (1...15).contains(type) else { return nil }
    return MetaEvent.text(of: bytes)
  }

  static func text(of bytes: some Collection<UInt8>) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}

extension MetaEvent {
  /// Creates a tempo of 1...16777215 microseconds a quarter note.
  public static func tempo(microsecondsPerQuarter: Int) -> MetaEvent {
    let value = min(max(microsecondsPerQuarter, 1), 0xFF_FFFF)
    return MetaEvent(
      .tempo, [UInt8(value >> 16), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)])
  }

  /// The tempo, or `nil` where this is none or is damaged; never zero.
  public var microsecondsPerQuarter: Int? {
    guard kind == .tempo else { return nil }
    return MetaEvent.microsecondsPerQuarter(bytes)
  }

  static func microsecondsPerQuarter(_ bytes: some Collection<UInt8>) -> Int? {
    guard bytes.count == 3 else { return nil }
    let value = bytes.reduce(0) { $0 << 8 | Int($1) }
    return value > 0 ? value : nil
  }
}
