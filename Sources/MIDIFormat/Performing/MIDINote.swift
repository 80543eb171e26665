/// A note of a track, in ticks.
public struct MIDINote: Hashable, Sendable {
  /// Ticks from the start of the track.
  public var onset: Int

  /// Ticks from the note's start to its end, zero or more.
  public var duration: Int

  public var pitch: UInt8
  public var velocity: UInt8
  public var channel: UInt8

  /// The program in force on the channel when the note starts.
  public var program: UInt8

  /// While notes are paired, the next note that sounds on this channel and pitch, plus one.
  var link: UInt32 = 0

  @inline(__always)
  init(
    onset: Int, duration: Int, pitch: UInt8, velocity: UInt8, channel: UInt8, program: UInt8
  ) {
    self.onset = onset
    self.duration = duration
    self.pitch = pitch
    self.velocity = velocity
    self.channel = channel
    self.program = program
  }
}

/// The notes of one track, and what else a player needs of it.
public struct MIDITrackNotes: Hashable, Sendable {
  /// The notes in the order in which they start.
  public var notes: ContiguousArray<MIDINote> = []

  /// How many of them had no end and were closed at the end of the track.
  public var unendedCount = 0

  /// Program changes in order of time.
  public var programChanges: [ProgramChange] = []

  public struct ProgramChange: Hashable, Sendable {
    public var tick: Int
    public var channel: UInt8
    public var program: UInt8
  }

  /// The channels on which notes sound, and those with program changes, one bit for each.
  var soundingChannels: UInt16 = 0
  var programmedChannels: UInt16 = 0
}
