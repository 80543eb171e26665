import MusicModel

extension Tempo {
  /// Creates the tempo that `Q:` gives, or `nil` where the text is none.
  ///
  /// A number without a beat counts unit note lengths, as older versions of the standard have it
  /// (ABC 2.1, sections 3.1.8 and 10.1).
  init?(abc text: ArraySlice<UInt8>, unitNoteLength: NoteDuration) {
    if let plain = Self.plain(text) {
      self.init(beats: [plain.beat], beatsPerMinute: plain.speed)
      return
    }
    self.init(beats: [], beatsPerMinute: nil)
    var figures: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      guard text[index] == .quote else {
        figures.append(text[index])
        index += 1
        continue
      }
      let start = index + 1
      let close = text[start...].firstIndex(of: .quote) ?? text.endIndex
      self.text = TextDecoder.string(from: text[start..<close])
      textComesFirst = figures.allSatisfy(\.isBlank)
      index = min(close + 1, text.endIndex)
    }
    let trimmed = figures[...].trimmed
    if trimmed.isEmpty {
      guard self.text != nil else { return nil }
      textComesFirst = true
    } else {
      guard readFigures(trimmed, unitNoteLength: unitNoteLength) else { return nil }
    }
  }

  /// The beat and speed of the usual form, `1/4=120`.
  private static func plain(_ text: ArraySlice<UInt8>) -> (beat: NoteDuration, speed: Double)? {
    guard text.count > 4, text.count < 8, text[text.startIndex + 3] == .equals,
      text[text.startIndex + 1] == .slash, let beat = NoteDuration(abc: text.prefix(3))
    else { return nil }
    guard let speed = text.dropFirst(4).decimalValue, speed > 0 else { return nil }
    return (beat, Double(speed))
  }

  /// Reads `1/4=90`, `1/4 3/8=40`, `120`, `C=120`, `C3=40`.
  private mutating func readFigures(
    _ text: ArraySlice<UInt8>, unitNoteLength: NoteDuration
  ) -> Bool {
    let sides = text.split(separator: .equals, omittingEmptySubsequences: false)
    guard let speed = sides.last, let value = Self.number(speed.trimmed) else { return false }
    beatsPerMinute = value
    switch sides.count {
    case 1: beats = [unitNoteLength]
    case 2 where sides[0].first?.lowercased == UInt8(ascii: "c"):
      let count = sides[0].dropFirst().trimmed
      guard let units = count.isEmpty ? 1 : count.decimalValue, (1...64).contains(units) else {
        return false
      }
      beats = [unitNoteLength * units]
    case 2:
      for word in sides[0].words {
        guard let beat = NoteDuration(abc: word), beats.count < 16 else { return false }
        beats.append(beat)
      }
    default: return false
    }
    return !beats.isEmpty
  }

  /// A number of beats a minute with an optional decimal part, between 1 and 9999.
  private static func number(_ text: ArraySlice<UInt8>) -> Double? {
    guard text.count <= 12, text.allSatisfy({ $0.isDigit || $0 == .dot }),
      let value = Double(String(decoding: text, as: UTF8.self)), (1...9999).contains(value)
    else { return nil }
    return value
  }
}
