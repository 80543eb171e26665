public import MIDIFormat
import MusicModel

extension EventSchedule {
  /// Reads a MIDI file and lays its events on the grid.
  ///
  /// - Parameters:
  ///   - bytes: The whole MIDI file.
  ///   - file: Its name, for messages.
  /// - Throws: ``PlaybackError/music(file:reason:)`` for what is no MIDI file, has no notes or
  ///   lasts longer than a day.
  public init(
    midi bytes: [UInt8], file: String = "", sampleRate: Int = 48_000
  ) throws(PlaybackError) {
    let midiFile: MIDIFile
    do throws(MIDIError) {
      midiFile = try MIDIFile(reading: bytes, file: file)
    } catch {
      throw .music(file: file, reason: "it is not a MIDI file")
    }
    try self.init(midiFile, file: file, sampleRate: sampleRate)
  }

  /// Lays the channel messages of a MIDI file on the grid.
  ///
  /// Messages to a whole instrument (system exclusive) are left out.
  public init(
    _ midiFile: MIDIFile, file: String = "", sampleRate: Int = 48_000
  ) throws(PlaybackError) {
    guard midiFile.format != .independentPatterns else {
      throw .music(file: file, reason: "its tracks are pieces of their own (format 2)")
    }
    let tempi = MIDITempoMap(midiFile)
    func frame(_ tick: Int) throws(PlaybackError) -> Int {
      let seconds = tempi.seconds(at: tick)
      guard (0...Double(Self.longestMusic)).contains(seconds) else {
        throw .music(file: file, reason: "it lasts longer than \(Self.longestMusic / 3600) hours")
      }
      return Int((seconds * Double(sampleRate)).rounded())
    }
    var timed: [(tick: Int, message: ChannelMessage)] = []
    for track in midiFile.tracks {
      for event in track {
        if let message = ChannelMessage(event.event) { timed.append((event.tick, message)) }
      }
    }
    guard timed.contains(where: { $0.message.kind == .noteOn }) else {
      throw .music(file: file, reason: "it holds no notes")
    }
    // Tracks follow each other: a stable sort by tick keeps the order of each.
    let order = timed.indices.sorted { (timed[$0].tick, $0) < (timed[$1].tick, $1) }
    var events: [Event] = []
    events.reserveCapacity(timed.count)
    for index in order {
      events.append(Event(frame: try frame(timed[index].tick), message: timed[index].message))
    }
    let endTick = midiFile.tracks.map(\.endTick).max() ?? 0
    var measures: [Int] = []
    for tick in Self.measureTicks(midiFile, end: endTick) { measures.append(try frame(tick)) }
    self.init(
      sampleRate: sampleRate, events: events, endFrame: try frame(endTick), measures: measures)
  }

  /// The most measures of one meter that can be found by number.
  private static let mostMeasures = 100_000

  /// The ticks at which measures begin, one every four quarters before the first meter.
  private static func measureTicks(_ midiFile: MIDIFile, end: Int) -> [Int] {
    guard case .ticksPerQuarter(let quarter) = midiFile.division else { return [0] }
    var meters: [(tick: Int, length: Int)] = [(0, 4 * quarter)]
    for event in midiFile.tracks.joined() {
      guard case .meta(let meta) = event.event, meta.kind == .timeSignature, meta.bytes.count >= 2,
        meta.bytes[0] > 0, meta.bytes[1] < 8
      else { continue }
      let length = Int(meta.bytes[0]) * 4 * quarter >> Int(meta.bytes[1])
      meters.append((event.tick, max(1, length)))
    }
    let order = meters.indices.sorted { (meters[$0].tick, $0) < (meters[$1].tick, $1) }
    var ticks: [Int] = []
    for (place, index) in order.enumerated() {
      let next = place + 1 < order.count ? meters[order[place + 1]].tick : end
      // A measure lasts at least a sixteenth: a damaged meter must not make millions of them.
      let step = max(meters[index].length, quarter / 4, 1)
      ticks += stride(from: meters[index].tick, to: next, by: step).prefix(mostMeasures)
    }
    return ticks.isEmpty ? [0] : ticks
  }
}

extension ChannelMessage {
  /// The message of an event, or `nil` for events that no channel hears.
  init?(_ event: MIDIEvent) {
    switch event {
    case .noteOff(let channel, let pitch, let velocity):
      self.init(.noteOff, channel: channel, pitch, velocity)
    case .noteOn(let channel, let pitch, let velocity):
      self.init(.noteOn, channel: channel, pitch, velocity)
    case .polyphonicPressure(let channel, let pitch, let pressure):
      self.init(.keyPressure, channel: channel, pitch, pressure)
    case .controlChange(let channel, let controller, let value):
      self.init(.controlChange, channel: channel, controller, value)
    case .programChange(let channel, let program):
      self.init(.programChange, channel: channel, program)
    case .channelPressure(let channel, let pressure):
      self.init(.channelPressure, channel: channel, pressure)
    case .pitchBend(let channel, let value):
      self.init(.pitchBend, channel: channel, value & 0x7F, value >> 7)
    case .systemExclusive, .escape, .meta: return nil
    }
  }
}
