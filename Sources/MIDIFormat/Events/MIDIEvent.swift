/// One event of a track.
///
/// Channels are 0...15; pitches, velocities, controllers, values and programs 0...127.
public enum MIDIEvent: Hashable, Sendable {
  case noteOff(channel: Int, pitch: Int, velocity: Int)

  /// A velocity of zero ends the note.
  case noteOn(channel: Int, pitch: Int, velocity: Int)

  case polyphonicPressure(channel: Int, pitch: Int, pressure: Int)
  case controlChange(channel: Int, controller: Int, value: Int)
  case programChange(channel: Int, program: Int)
  case channelPressure(channel: Int, pressure: Int)

  /// 0...16383, the centre is 8192.
  case pitchBend(channel: Int, value: Int)

  /// A message that starts with F0; the bytes that follow its length, a closing F7 included.
  case systemExclusive([UInt8])

  /// Bytes to send as they are, marked F7: the continuation of a message in packets, or any other
  /// message, such as the system common and real-time ones that have no place in a file otherwise.
  case escape([UInt8])

  case meta(MetaEvent)
}

/// An event and the tick it stands at.
public struct TimedMIDIEvent: Hashable, Sendable {
  /// Ticks from the start of the track.
  public var tick: Int

  public var event: MIDIEvent

  public init(_ tick: Int, _ event: MIDIEvent) {
    self.tick = tick
    self.event = event
  }
}
