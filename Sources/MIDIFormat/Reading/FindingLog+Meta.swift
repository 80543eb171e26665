extension FindingLog {
  /// Notes a meta event whose values no player can use; the event itself is kept.
  mutating func check(_ bytes: [UInt8], of event: ScannedEvent) {
    guard let kind = MetaEvent.Kind(rawValue: Int(event.data1)), bytes.count == kind.byteCount
    else { return }
    switch kind {
    case .tempo where MetaEvent.microsecondsPerQuarter(bytes) == nil:
      note(.badTempo, at: event.start, "a tempo of no time at all; ignored")
    case .timeSignature where bytes[0] == 0 || bytes[1] > 7:
      note(
        .badTimeSignature, at: event.start,
        "time signature \(bytes[0]) over 2^\(bytes[1]); expected 1... over 2^0...2^7, ignored")
    case .keySignature where !isKeySignature(bytes):
      note(
        .badKeySignature, at: event.start,
        "key signature \(Int8(bitPattern: bytes[0])), \(bytes[1]); "
          + "expected -7...7 and 0 or 1, ignored")
    case .timecodeOffset where !isTimecode(bytes):
      note(.badTimecodeOffset, at: event.start, "SMPTE offset out of range; kept, not used")
    default: break
    }
  }

  private func isKeySignature(_ bytes: [UInt8]) -> Bool {
    (-7...7).contains(Int8(bitPattern: bytes[0])) && bytes[1] <= 1
  }

  private func isTimecode(_ bytes: [UInt8]) -> Bool {
    let framesPerSecond = [24, 25, 30, 30][Int(bytes[0] >> 5 & 3)]
    return bytes[0] & 0x1F < 24 && bytes[1] < 60 && bytes[2] < 60
      && bytes[3] < framesPerSecond && bytes[4] < 100
  }
}
