/// Reads the events of one track chunk and mends what is broken.
struct TrackReader {
  /// Where the next event starts.
  private(set) var position: Int

  /// Where the track ends by the length of its chunk or, where that is wrong, at most.
  let limit: Int

  private(set) var track = MIDITrack()
  private(set) var foundEndOfTrack = false

  /// Whether a status byte was left out, and whether one was written that could have been.
  private(set) var leftOutStatus = false
  private(set) var repeatedStatus = false

  private var tick = 0

  /// The last channel status, zero before the first.
  private var running: UInt8 = 0

  /// Whether a meta or system event came after it, which ends its force.
  private var runningIsCancelled = false

  private(set) var recovery: Recovery

  /// Whether all events up to an end of track at ``limit`` are sound but for lengths of meta events;
  /// `nil` before anyone asked.
  private var endsWell: Bool?

  /// - Parameter recoveryBudget: How many events may be looked at to find a way out of damage.
  init(from position: Int, to limit: Int, recoveryBudget: Int) {
    self.position = position
    self.limit = limit
    recovery = Recovery(limit: limit, budget: recoveryBudget)
  }

  /// Reads up to the end-of-track event, or to ``limit`` where there is none.
  ///
  /// - Parameter expectedByteCount: The bytes for whose events memory is set aside at once.
  mutating func read(
    _ bytes: Span<UInt8>, expectedByteCount: Int, log: inout FindingLog
  ) {
    track.reserve(events: expectedByteCount / 4)
    while position < limit, !foundEndOfTrack {
      readPlainEvents(bytes)
      if position < limit { readOtherEvent(bytes, log: &log) }
    }
    track.endTick = tick
  }

  /// Reads channel messages that are as they should be, up to the first event that is not one.
  private mutating func readPlainEvents(_ bytes: Span<UInt8>) {
    var (position, tick, status) = (position, tick, runningIsCancelled ? 0 : running)
    var (leftOut, repeated) = (leftOutStatus, repeatedStatus)
    defer {
      (self.position, self.tick) = (position, tick)
      (leftOutStatus, repeatedStatus) = (leftOut, repeated)
      if status != 0 { (running, runningIsCancelled) = (status, false) }
    }
    // The longest plain event: four bytes of delta, a status byte, two of data.
    while position + 7 <= limit {
      var next = position
      var delta = 0
      var byte = bytes[next]
      next += 1
      if byte >= 0x80 {
        repeat {
          delta = (delta | Int(byte & 0x7F)) << 7
          byte = bytes[next]
          next += 1
        } while byte >= 0x80 && next < position + 4
        if byte >= 0x80 { return }
      }
      delta |= Int(byte)
      var eventStatus = status
      byte = bytes[next]
      if byte >= 0x80 {
        if byte >= 0xF0 { return }
        if byte == status { repeated = true }
        eventStatus = byte
        next += 1
      } else {
        if status == 0 { return }
        leftOut = true
      }
      let hasTwo = eventStatus & 0xE0 != 0xC0
      let data1 = bytes[next]
      let data2 = hasTwo ? bytes[next + 1] : 0
      if data1 | data2 >= 0x80 { return }
      status = eventStatus
      tick += delta
      track.append(
        MIDITrack.Record(tick: tick, status: status, data1: data1, data2: data2))
      position = next + (hasTwo ? 2 : 1)
    }
  }
}

// MARK: - Everything else

extension TrackReader {
  private mutating func readOtherEvent(_ bytes: Span<UInt8>, log: inout FindingLog) {
    guard
      let event = ScannedEvent(bytes, at: position, running: running, limit: limit)
    else {
      resume(bytes, after: nil, log: &log)
      return
    }
    if let defect = event.defect {
      let isSound =
        defect == .metaLength && leadsToTheEnd(event, bytes)
        || recovery.isSound(bytes, continuing: event)
      guard defect != .runningStatusMissing, isSound else {
        resume(bytes, after: event, log: &log)
        return
      }
      log.note(defect, at: event.start, TrackReader.message(defect, event))
    }
    keep(event, bytes, log: &log)
  }

  /// Whether the lengths that meta events state lead to an end of track right at the limit.
  ///
  /// Then they are meant, unusual as they are, and not damage. The bytes are looked through once.
  private mutating func leadsToTheEnd(_ event: ScannedEvent, _ bytes: Span<UInt8>) -> Bool {
    if let endsWell { return endsWell }
    var (next, running) = (event.next, UInt8(0))
    while recovery.spend(),
      let following = ScannedEvent(bytes, at: next, running: running, limit: limit),
      following.defect == nil || following.defect == .metaLength
    {
      if following.isEndOfTrack {
        endsWell = following.next == limit
        return following.next == limit
      }
      running = following.isChannelMessage ? following.status : 0
      next = following.next
    }
    endsWell = false
    return false
  }

  /// Takes an event into the track.
  private mutating func keep(
    _ event: ScannedEvent, _ bytes: Span<UInt8>, log: inout FindingLog
  ) {
    tick += event.delta
    position = event.next
    if event.isChannelMessage {
      noteStatus(event, log: &log)
      track.append(
        MIDITrack.Record(
          tick: tick, status: event.status, data1: min(event.data1, 0x7F),
          data2: min(event.data2, 0x7F)))
      return
    }
    // A real-time message leaves the running status alone.
    if event.status < 0xF8 || event.status == 0xFF { runningIsCancelled = true }
    if event.isEndOfTrack {
      foundEndOfTrack = true
      return
    }
    let payload = TrackReader.array(bytes.extracting(event.payload))
    if event.status == 0xFF { log.check(payload, of: event) }
    if event.defect == .systemMessage {
      track.append(0xF7, payload: [event.status] + payload, at: tick)
    } else {
      // An end of track with a damaged type and content is no end, and must not be written as one.
      let type = event.data1 & 0x7F == 0x2F ? 0x7F : event.data1 & 0x7F
      track.append(event.status, type: type, payload: payload, at: tick)
    }
  }

  private mutating func noteStatus(_ event: ScannedEvent, log: inout FindingLog) {
    if !event.isExplicit {
      leftOutStatus = true
      if runningIsCancelled {
        log.note(
          .runningStatusAfterMeta, at: event.start,
          "running status after a meta or system event, which ends it; "
            + "expected a status byte")
      }
    } else if event.status == running && !runningIsCancelled {
      repeatedStatus = true
    }
    running = event.status
    runningIsCancelled = false
  }

  /// Goes on at the next place from which the bytes make sense again.
  private mutating func resume(
    _ bytes: Span<UInt8>, after event: ScannedEvent?, log: inout FindingLog
  ) {
    let start = position
    let restart = recovery.restart(bytes, after: start, event: event, running: running)
    switch restart {
    case .keeping:
      guard let event, let defect = event.defect else { return }
      log.note(defect, at: event.start, TrackReader.message(defect, event))
      keep(event, bytes, log: &log)
    case .shorter(let event):
      log.note(.metaLength, at: start, TrackReader.message(.metaLength, event))
      keep(event, bytes, log: &log)
    case .at(let next):
      log.note(
        .skippedBytes, at: start,
        "\(next - start) bytes make no event; the events after them are kept")
      position = next
    case .nowhere:
      log.note(
        .truncated, at: start,
        "the last \(limit - start) bytes of the track make no event; those before are kept")
      position = limit
    }
  }

  private static func array(_ bytes: Span<UInt8>) -> [UInt8] {
    var copy: [UInt8] = []
    copy.reserveCapacity(bytes.count)
    for index in bytes.indices { copy.append(bytes[index]) }
    return copy
  }

  private static func message(_ defect: Finding, _ event: ScannedEvent) -> String {
    switch defect {
    case .longQuantity: "a quantity of more than four bytes; read as \(event.delta) at most"
    case .dataByteTooLarge:
      "data bytes \(event.data1), \(event.data2) of status \(hexadecimal(event.status)); "
        + "expected 0...127, read as 127"
    case .systemMessage: "system message \(hexadecimal(event.status)) in a track; kept as an escape"
    case .metaType: "meta type \(hexadecimal(event.data1)); expected 00...7f, read without bit 7"
    case .metaLength:
      "meta event \(hexadecimal(event.data1)) of \(event.payload.count) bytes; expected "
        + "\(MetaEvent.Kind(rawValue: Int(event.data1))?.byteCount ?? 0)"
    default: "\(defect.rawValue)"
    }
  }
}

/// Two lower-case digits.
func hexadecimal(_ byte: UInt8) -> String {
  (byte < 16 ? "0" : "") + String(byte, radix: 16)
}
