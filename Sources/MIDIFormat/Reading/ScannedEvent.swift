/// One event as it lies in the bytes of a track, before it is kept.
struct ScannedEvent {
  /// Where its delta time starts.
  var start: Int
  var delta: Int
  var status: UInt8
  var data1: UInt8 = 0
  var data2: UInt8 = 0
  var payload: Range<Int> = 0..<0

  /// Where the next event starts.
  var next: Int

  /// Whether its status byte is written out.
  var isExplicit: Bool

  /// How it departs from the standard, in a way that lets it be read all the same.
  var defect: Finding?

  var isEndOfTrack: Bool { status == 0xFF && data1 == 0x2F }
  var isChannelMessage: Bool { status < 0xF0 }
}

/// The largest number that four bytes of seven bits hold.
let largestQuantity = 0x0FFF_FFFF

extension ScannedEvent {
  /// Reads one event, or returns `nil` where the bytes end before it does.
  ///
  /// - Parameters:
  ///   - start: Where its delta time starts.
  ///   - running: The status byte in force, zero for none.
  ///   - limit: Where the track ends.
  init?(_ bytes: Span<UInt8>, at start: Int, running: UInt8, limit: Int) {
    guard let (delta, afterDelta, isLong) = quantity(bytes, at: start, limit: limit),
      afterDelta < limit
    else { return nil }
    let first = bytes[afterDelta]
    let isExplicit = first >= 0x80
    self.init(
      start: start, delta: delta, status: isExplicit ? first : running,
      next: isExplicit ? afterDelta + 1 : afterDelta, isExplicit: isExplicit,
      defect: isLong ? .longQuantity : nil)
    switch status {
    case ..<0x80: defect = .runningStatusMissing
    case ..<0xF0: guard scanData(bytes, limit: limit) else { return nil }
    case 0xF0, 0xF7: guard scanPayload(bytes, limit: limit) else { return nil }
    case 0xFF: guard scanMeta(bytes, limit: limit) else { return nil }
    default: scanSystemMessage(bytes, limit: limit)
    }
  }

  private mutating func scanData(_ bytes: Span<UInt8>, limit: Int) -> Bool {
    let count = status & 0xE0 == 0xC0 ? 1 : 2
    guard next + count <= limit else { return false }
    data1 = bytes[next]
    data2 = count == 2 ? bytes[next + 1] : 0
    if (data1 | data2) & 0x80 != 0 { defect = .dataByteTooLarge }
    next += count
    return true
  }

  private mutating func scanPayload(_ bytes: Span<UInt8>, limit: Int) -> Bool {
    guard let (count, start, isLong) = quantity(bytes, at: next, limit: limit),
      count <= limit - start
    else { return false }
    if isLong { defect = .longQuantity }
    payload = start..<(start + count)
    next = payload.upperBound
    return true
  }

  private mutating func scanMeta(_ bytes: Span<UInt8>, limit: Int) -> Bool {
    guard next < limit else { return false }
    data1 = bytes[next]
    next += 1
    if data1 >= 0x80 { defect = .metaType }
    guard scanPayload(bytes, limit: limit) else { return false }
    let expected = MetaEvent.Kind(rawValue: Int(data1))?.byteCount
    if let expected, expected != payload.count, data1 != 0 || !payload.isEmpty {
      defect = .metaLength
    }
    return true
  }

  /// System messages have no place in a file; those found there carry their data bytes along.
  private mutating func scanSystemMessage(_ bytes: Span<UInt8>, limit: Int) {
    defect = .systemMessage
    let expected = status == 0xF2 ? 2 : status == 0xF1 || status == 0xF3 ? 1 : 0
    var count = 0
    while count < expected, next + count < limit, bytes[next + count] < 0x80 { count += 1 }
    payload = next..<(next + count)
    next += count
  }
}

/// Reads a variable-length quantity of up to four bytes; a longer one is clamped and said so.
///
/// - Returns: `nil` where the bytes end before the quantity does.
func quantity(_ bytes: Span<UInt8>, at start: Int, limit: Int) -> (
  value: Int, next: Int, isLong: Bool
)? {
  var value = 0
  var position = start
  while position < limit {
    let byte = bytes[position]
    position += 1
    value = min(value << 7 | Int(byte & 0x7F), largestQuantity << 7)
    if byte < 0x80 {
      return (min(value, largestQuantity), position, position - start > 4)
    }
  }
  return nil
}
