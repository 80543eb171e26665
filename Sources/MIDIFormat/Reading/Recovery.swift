/// Finds where the events of a damaged track make sense again.
///
/// A place makes sense when the events that follow from it are all as they should be. The work
/// is bounded by a multiple of the track's bytes, so that no input takes more than linear time.
struct Recovery {
  /// How many events must follow for a place to make sense.
  static let wanted = 8

  /// How far a place is looked for that starts without a status byte.
  private static let runningWindow = 12

  private let limit: Int

  /// How many events may still be looked at.
  private(set) var budget: Int

  /// - Parameters:
  ///   - limit: Where the track ends.
  ///   - budget: How many events may be looked at in all.
  init(limit: Int, budget: Int) {
    self.limit = limit
    self.budget = budget
  }

  /// Takes one look at an event from the budget, or returns `false` where it is used up.
  mutating func spend() -> Bool {
    budget -= 1
    return budget > 0
  }

  /// Where to go on.
  enum Restart {
    /// After the damaged event, which is kept.
    case keeping
    /// After the damaged event read with the length that its kind prescribes.
    case shorter(ScannedEvent)
    case at(Int)
    case nowhere
  }

  /// Whether what follows a damaged event makes sense.
  mutating func isSound(_ bytes: Span<UInt8>, continuing event: ScannedEvent) -> Bool {
    event.isEndOfTrack
      || soundEvents(bytes, from: event.next, running: event.status) == Recovery.wanted
  }

  /// Chooses where to go on after an event that is damaged, or `nil` where it runs out of bytes.
  mutating func restart(
    _ bytes: Span<UInt8>, after start: Int, event: ScannedEvent?, running: UInt8
  ) -> Restart {
    if let event = prescribedLength(bytes, at: start), isSound(bytes, continuing: event) {
      return .shorter(event)
    }
    let canKeep = event.map { $0.defect != .runningStatusMissing } ?? false
    let kept =
      canKeep
      ? event.map { soundEvents(bytes, from: $0.next, running: $0.status, tolerance: 16) } ?? 0 : 0
    if kept == Recovery.wanted { return .keeping }
    if running != 0, event.map(\.isChannelMessage) ?? false,
      let place = runningPlace(bytes, after: start, running: running)
    {
      return .at(place)
    }
    if kept >= Recovery.wanted / 2 { return .keeping }
    if let place = explicitPlace(bytes, after: start) { return .at(place) }
    return kept > 0 ? .keeping : .nowhere
  }

  /// The meta event at a place with the length of its kind in place of the length it states.
  private func prescribedLength(_ bytes: Span<UInt8>, at start: Int) -> ScannedEvent? {
    guard let (delta, afterDelta, _) = quantity(bytes, at: start, limit: limit),
      afterDelta + 3 <= limit, bytes[afterDelta] == 0xFF,
      let count = MetaEvent.Kind(rawValue: Int(bytes[afterDelta + 1]))?.byteCount,
      let (_, first, _) = quantity(bytes, at: afterDelta + 2, limit: limit),
      count <= limit - first
    else { return nil }
    return ScannedEvent(
      start: start, delta: delta, status: 0xFF, data1: bytes[afterDelta + 1],
      payload: first..<(first + count), next: first + count, isExplicit: true)
  }

  /// The first place nearby that makes sense under the running status.
  private mutating func runningPlace(
    _ bytes: Span<UInt8>, after start: Int, running: UInt8
  ) -> Int? {
    for place in (start + 1)..<max(min(limit, start + Recovery.runningWindow), start + 1)
    where soundEvents(bytes, from: place, running: running) == Recovery.wanted {
      return place
    }
    return nil
  }

  /// The first place whose event has a status byte of its own and that makes sense.
  private mutating func explicitPlace(_ bytes: Span<UInt8>, after start: Int) -> Int? {
    for place in (start + 1)..<max(limit, start + 1) {
      if bytes[place] >= 0x80, place + 1 < limit, bytes[place + 1] >= 0x80 { continue }
      let status = bytes[place] < 0x80 ? place + 1 : place + 2
      guard status < limit, bytes[status] >= 0x80 else { continue }
      if soundEvents(bytes, from: place, running: 0) == Recovery.wanted { return place }
    }
    return nil
  }

  /// How many events from a place on are as they should be, up to ``wanted``.
  ///
  /// An end of track, or the end of the bytes right after an event, counts as all of them.
  ///
  /// - Parameter tolerance: How many events in between may have data bytes over 127 or be system
  ///   messages.
  private mutating func soundEvents(
    _ bytes: Span<UInt8>, from start: Int, running: UInt8, tolerance: Int = 0
  ) -> Int {
    var (position, running, count) = (start, running < 0xF0 ? running : 0, 0)
    var tolerance = tolerance
    while count < Recovery.wanted {
      if position == limit { return start < limit ? Recovery.wanted : 0 }
      guard spend(),
        let event = ScannedEvent(bytes, at: position, running: running, limit: limit),
        event.delta < 1 << 20
      else { return count }
      switch event.defect {
      case nil: count += 1
      case .dataByteTooLarge, .systemMessage:
        tolerance -= 1
        if tolerance < 0 { return count }
      default: return count
      }
      if event.isEndOfTrack { return Recovery.wanted }
      if event.isChannelMessage { running = event.status }
      position = event.next
    }
    return count
  }
}
