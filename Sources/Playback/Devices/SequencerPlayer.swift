import Glibc

/// Music for another program or an instrument, through the ALSA sequencer.
public struct SequencerPlayer: ~Copyable {
  /// How far ahead of its time an event is handed to the kernel, in seconds.
  private static let lead = 0.3

  private var connection: SequencerConnection

  /// Connects to `CLIENT:PORT`, by number or name.
  public init(destination: String) throws(PlaybackError) {
    connection = try SequencerConnection(destination: destination)
  }

  /// Plays to the end, or until `controls` ask for silence; no note is left on.
  ///
  /// Runs on the calling thread and sleeps in between.
  ///
  /// - Returns: Whether somebody asked for silence before the end.
  public mutating func play(
    _ schedule: EventSchedule, controls: PlaybackControls = PlaybackControls()
  ) throws(PlaybackError) -> Bool {
    // The first event leaves a little later than now, so that none is late.
    let start = connection.seconds + 0.1
    var sounding: Set<ChannelKey> = []
    for event in schedule.events {
      let time = start + Double(event.frame) / Double(schedule.sampleRate)
      guard wait(until: time - Self.lead, start: start, schedule, controls) else { break }
      try connection.send(event.message, at: time)
      try connection.flush()
      let key = ChannelKey(channel: event.message.channel, key: event.message.data1)
      switch event.message.kind {
      case .noteOn: sounding.insert(key)
      case .noteOff: sounding.remove(key)
      default: break
      }
    }
    // A little longer than the music, for the last events to leave.
    let isAtEnd = wait(until: start + schedule.seconds + 0.05, start: start, schedule, controls)
    if !isAtEnd { connection.dropWaitingEvents() }
    // Note-offs that were waiting are dropped too, so every key that ends about now is ended.
    try silence(sounding.union(recentKeys(of: schedule, before: start)))
    return !isAtEnd
  }

  private struct ChannelKey: Hashable {
    var channel: UInt8
    var key: UInt8
  }

  /// Sleeps in short steps until a time of the queue.
  ///
  /// - Returns: `false` when silence was asked for.
  private func wait(
    until time: Double, start: Double, _ schedule: EventSchedule, _ controls: PlaybackControls
  ) -> Bool {
    while !controls.isStopped {
      let now = connection.seconds
      let frame = Int((now - start) * Double(schedule.sampleRate))
      controls.publish(position: min(max(0, frame), schedule.endFrame), peak: 0)
      guard now < time else { return true }
      usleep(UInt32(min(0.02, time - now) * 1e6) + 200)
    }
    return false
  }

  /// The keys whose end may have been among the events that were dropped.
  private func recentKeys(of schedule: EventSchedule, before start: Double) -> Set<ChannelKey> {
    let now = Int((connection.seconds - start) * Double(schedule.sampleRate))
    let ahead = now + schedule.sampleRate
    let ends = schedule.events.filter {
      $0.message.kind == .noteOff && (now - schedule.sampleRate...ahead).contains($0.frame)
    }
    return Set(ends.map { ChannelKey(channel: $0.message.channel, key: $0.message.data1) })
  }

  /// Ends keys one by one, which every synthesizer understands, and then whole channels.
  private mutating func silence(_ keys: Set<ChannelKey>) throws(PlaybackError) {
    for key in keys.sorted(by: { ($0.channel, $0.key) < ($1.channel, $1.key) }) {
      try connection.send(
        ChannelMessage(.noteOff, channel: Int(key.channel), Int(key.key)), at: nil)
    }
    for channel in 0..<16 {
      for controller in [64, 123] {
        try connection.send(
          ChannelMessage(.controlChange, channel: channel, controller, 0), at: nil)
      }
    }
    try connection.flush()
  }
}
