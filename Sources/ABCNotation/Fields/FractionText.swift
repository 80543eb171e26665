import MusicModel

extension NoteDuration {
  /// Creates the fraction that a text writes as `1/8` or `1`, or `nil`; its terms are at most
  /// 4096.
  init?(abc text: ArraySlice<UInt8>) {
    if text.count == 3, text.first == UInt8(ascii: "1"), let last = text.last,
      text[text.startIndex + 1] == .slash, (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(last)
    {
      self.init(1, last.digitValue)
      return
    }
    let terms = text.split(separator: .slash, omittingEmptySubsequences: false)
      .map { $0.trimmed.decimalValue ?? 0 }
    guard (1...2).contains(terms.count), terms.allSatisfy({ (1...4096).contains($0) }) else {
      return nil
    }
    self.init(terms[0], terms.count == 2 ? terms[1] : 1)
  }

  /// Whether it is a unit note length of ABC 2.1, section 3.1.7: 1, 1/2, 1/4, and so on.
  var isUnitNoteLength: Bool {
    numerator == 1 && denominator <= 512 && denominator & (denominator - 1) == 0
  }
}
