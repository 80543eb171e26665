/// A message to one of the sixteen channels of a synthesizer.
///
/// Source: MIDI 1.0, channel voice messages.
public struct ChannelMessage: Hashable, Sendable {
  /// What a message asks for.
  public enum Kind: UInt8, Sendable {
    case noteOff = 0x80
    case noteOn = 0x90
    case keyPressure = 0xA0
    case controlChange = 0xB0
    case programChange = 0xC0
    case channelPressure = 0xD0
    case pitchBend = 0xE0
  }

  public var kind: Kind

  /// The channel, 0...15; 9 is percussion.
  public var channel: UInt8

  /// The first data byte, 0...127: the key, controller or program.
  public var data1: UInt8

  /// The second data byte, 0...127: the velocity or value; 0 where a message has only one.
  public var data2: UInt8

  /// Creates a message; a note-on of velocity 0 becomes the note-off that it means.
  public init(_ kind: Kind, channel: Int, _ data1: Int, _ data2: Int = 0) {
    precondition((0...15).contains(channel) && (0...127).contains(data1), "\(channel) \(data1)")
    precondition((0...127).contains(data2), "\(data2)")
    self.kind = kind == .noteOn && data2 == 0 ? .noteOff : kind
    self.channel = UInt8(channel)
    self.data1 = UInt8(data1)
    self.data2 = UInt8(data2)
  }
}
