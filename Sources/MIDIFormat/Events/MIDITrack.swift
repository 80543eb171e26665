/// The events of one track, in order of time.
///
/// Events of a fixed size lie in one flat array and the bytes of meta and system events in a
/// second one, so that neither reading nor writing allocates for a single event.
public struct MIDITrack: Hashable, Sendable {
  /// Where the end-of-track event stands, in ticks from the start; not before the last event.
  public var endTick: Int {
    didSet { precondition(endTick >= lastTick, "end of track at \(endTick) before \(lastTick)") }
  }

  /// One event; `payload` is the index of its bytes where it has any.
  struct Record: Hashable, Sendable {
    var tick: Int
    var status: UInt8
    /// The first data byte, or the type of a meta event.
    var data1: UInt8
    var data2: UInt8
    var payload: UInt32

    @inline(__always)
    init(tick: Int, status: UInt8, data1: UInt8 = 0, data2: UInt8 = 0, payload: UInt32 = 0) {
      self.tick = tick
      self.status = status
      self.data1 = data1
      self.data2 = data2
      self.payload = payload
    }

    /// Whether the event carries bytes in the payload store.
    var hasPayload: Bool { status >= 0xF0 }
  }

  private(set) var records: ContiguousArray<Record> = []

  /// The bytes of all events that have some, one after the other.
  private(set) var payloadBytes: [UInt8] = []

  /// Where the bytes of each such event end; they start where those before end.
  private(set) var payloadEnds: ContiguousArray<Int> = []

  /// Creates a track without events.
  public init() {
    endTick = 0
  }

  /// Creates a track of events in order of time.
  public init(_ events: some Sequence<TimedMIDIEvent>, endTick: Int? = nil) {
    self.init()
    for event in events { append(event.event, at: event.tick) }
    if let endTick { self.endTick = endTick }
  }

  /// The tick of the last event, zero without one.
  var lastTick: Int { records.last?.tick ?? 0 }
}

extension MIDITrack: RandomAccessCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { records.count }

  public subscript(index: Int) -> TimedMIDIEvent {
    let record = records[index]
    return TimedMIDIEvent(record.tick, event(record))
  }
}

// MARK: - Building

extension MIDITrack {
  /// Appends an event and moves the end of the track to it if it stood earlier.
  ///
  /// An end-of-track event only moves ``endTick``: a track has one, and it comes last.
  ///
  /// - Precondition: No event stands later, and every value is within its MIDI range.
  public mutating func append(_ event: MIDIEvent, at tick: Int) {
    precondition(tick >= lastTick, "event at tick \(tick) after one at \(lastTick)")
    if tick > endTick { endTick = tick }
    switch event {
    case .noteOff(let channel, let pitch, let velocity):
      append(0x80, channel, pitch, velocity, at: tick)
    case .noteOn(let channel, let pitch, let velocity):
      append(0x90, channel, pitch, velocity, at: tick)
    case .polyphonicPressure(let channel, let pitch, let pressure):
      append(0xA0, channel, pitch, pressure, at: tick)
    case .controlChange(let channel, let controller, let value):
      append(0xB0, channel, controller, value, at: tick)
    case .programChange(let channel, let program): append(0xC0, channel, program, 0, at: tick)
    case .channelPressure(let channel, let pressure): append(0xD0, channel, pressure, 0, at: tick)
    case .pitchBend(let channel, let value):
      precondition((0...0x3FFF).contains(value), "pitch bend \(value) outside 0...16383")
      append(0xE0, channel, value & 0x7F, value >> 7, at: tick)
    case .systemExclusive(let bytes): append(0xF0, payload: bytes, at: tick)
    case .escape(let bytes): append(0xF7, payload: bytes, at: tick)
    case .meta(let meta):
      precondition((0...127).contains(meta.type), "meta type \(meta.type) outside 0...127")
      guard meta.kind != .endOfTrack else { return }
      append(0xFF, type: UInt8(meta.type), payload: meta.bytes, at: tick)
    }
  }

  private mutating func append(_ kind: UInt8, _ channel: Int, _ a: Int, _ b: Int, at tick: Int) {
    precondition((0...15).contains(channel), "channel \(channel) outside 0...15")
    precondition((0...127).contains(a) && (0...127).contains(b), "data \(a), \(b) outside 0...127")
    append(
      Record(
        tick: tick, status: kind | UInt8(channel), data1: UInt8(a), data2: UInt8(b)))
  }

  @inline(__always)
  mutating func append(_ record: Record) {
    records.append(record)
  }

  mutating func append(
    _ status: UInt8, type: UInt8 = 0, payload: some Collection<UInt8>, at tick: Int
  ) {
    let index = UInt32(truncatingIfNeeded: payloadEnds.count)
    payloadBytes.append(contentsOf: payload)
    payloadEnds.append(payloadBytes.count)
    records.append(Record(tick: tick, status: status, data1: type, payload: index))
  }

  mutating func reserve(events: Int) {
    records.reserveCapacity(events)
  }
}

// MARK: - Looking at a record

extension MIDITrack {
  /// The bytes of a meta or system event.
  func payload(_ record: Record) -> ArraySlice<UInt8> {
    let index = Int(record.payload)
    return payloadBytes[(index == 0 ? 0 : payloadEnds[index - 1])..<payloadEnds[index]]
  }

  private func event(_ record: Record) -> MIDIEvent {
    let channel = Int(record.status & 0x0F)
    let (a, b) = (Int(record.data1), Int(record.data2))
    return switch record.status {
    case 0x80...0x8F: .noteOff(channel: channel, pitch: a, velocity: b)
    case 0x90...0x9F: .noteOn(channel: channel, pitch: a, velocity: b)
    case 0xA0...0xAF: .polyphonicPressure(channel: channel, pitch: a, pressure: b)
    case 0xB0...0xBF: .controlChange(channel: channel, controller: a, value: b)
    case 0xC0...0xCF: .programChange(channel: channel, program: a)
    case 0xD0...0xDF: .channelPressure(channel: channel, pressure: a)
    case 0xE0...0xEF: .pitchBend(channel: channel, value: b << 7 | a)
    case 0xF0: .systemExclusive(Array(payload(record)))
    case 0xFF: .meta(MetaEvent(type: a, bytes: Array(payload(record))))
    default: .escape(Array(payload(record)))
    }
  }
}
