import MusicModel

extension Meter {
  /// The largest numerator and denominator that a meter may have.
  private static let largestNumber = 512

  /// Creates the meter that `M:` names, or `nil` where the text is none (ABC 2.1, section 3.1.6).
  init?(abc text: ArraySlice<UInt8>) {
    if text.count == 3, text[text.startIndex + 1] == .slash {
      let (beats, unit) = (text[text.startIndex], text[text.startIndex + 2])
      if beats.isDigit, unit.isDigit, beats.digitValue > 0, unit.digitValue > 0 {
        self.init(beats.digitValue, unit.digitValue)
        return
      }
    }
    let word = text.trimmed
    if word.isEmpty || word.matches("none") {
      self = .none
    } else if word.matches("C") {
      self = .common
    } else if word.matches("C|") {
      self = .cut
    } else {
      let digits = text.filter { !$0.isBlank && $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: ")") }
      self.init(fraction: digits[...])
    }
  }

  private init?(fraction text: ArraySlice<UInt8>) {
    let halves = text.split(separator: .slash, omittingEmptySubsequences: false)
    guard let sum = halves.first, halves.count <= 2 else { return nil }
    var unit = 4
    if halves.count == 2 {
      guard let value = halves[1].decimalValue else { return nil }
      unit = value
    }
    var groups: [Int] = []
    for term in sum.split(separator: .plus, omittingEmptySubsequences: false) {
      guard let value = term.decimalValue, (1...Self.largestNumber).contains(value) else {
        return nil
      }
      groups.append(value)
    }
    guard (1...Self.largestNumber).contains(unit), groups.count <= 32 else { return nil }
    self.init(groups: groups, beatUnit: unit)
  }

  /// The unit note length where no `L:` gives one (ABC 2.1, section 3.1.7).
  var defaultUnitNoteLength: NoteDuration {
    guard let full = measureDuration, full < NoteDuration(3, 4) else { return NoteDuration(1, 8) }
    return NoteDuration(1, 16)
  }
}
