/// The bytes that ABC gives a meaning, by name.
extension UInt8 {
  static let tab = UInt8(ascii: "\t")
  static let space = UInt8(ascii: " ")
  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let percent = UInt8(ascii: "%")
  static let colon = UInt8(ascii: ":")
  static let backslash = UInt8(ascii: "\\")
  static let bar = UInt8(ascii: "|")
  static let openBracket = UInt8(ascii: "[")
  static let closeBracket = UInt8(ascii: "]")
  static let quote = UInt8(ascii: "\"")
  static let bang = UInt8(ascii: "!")
  static let plus = UInt8(ascii: "+")
  static let minus = UInt8(ascii: "-")
  static let slash = UInt8(ascii: "/")
  static let comma = UInt8(ascii: ",")
  static let dot = UInt8(ascii: ".")
  static let equals = UInt8(ascii: "=")
  static let caret = UInt8(ascii: "^")
  static let underscore = UInt8(ascii: "_")
  static let star = UInt8(ascii: "*")
  static let tilde = UInt8(ascii: "~")

  @inline(__always)
  var isDigit: Bool { self &- 48 < 10 }

  /// The value of an ASCII digit.
  @inline(__always)
  var digitValue: Int { Int(self &- 48) }

  @inline(__always)
  var isLetter: Bool { (self | 0x20) &- 97 < 26 }

  /// Whether it separates words within a line; a NUL byte counts as a space.
  @inline(__always)
  var isBlank: Bool { self == .space || self == .tab || self == 0 || self == 0x0B || self == 0x0C }

  /// The lower-case form of an ASCII letter; other bytes are unchanged.
  var lowercased: UInt8 { self &- 65 < 26 ? self | 0x20 : self }
}

extension ArraySlice<UInt8> {
  /// The slice without blanks at either end.
  var trimmed: ArraySlice<UInt8> {
    var (start, end) = (startIndex, endIndex)
    while start < end, self[start].isBlank { start += 1 }
    while end > start, self[end - 1].isBlank { end -= 1 }
    return self[start..<end]
  }

  /// The slice before an unescaped `%`.
  var withoutComment: ArraySlice<UInt8> {
    var index = startIndex
    while index < endIndex {
      if self[index] == .backslash {
        index += 2
        continue
      }
      if self[index] == .percent { return self[startIndex..<index] }
      index += 1
    }
    return self
  }

  /// Whether it is the given ASCII text, upper and lower case alike.
  func matches(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { letters in
      zip(self, letters).allSatisfy { $0.lowercased == $1.lowercased }
    }
  }

  /// Whether it starts with the given ASCII text, upper and lower case alike.
  func starts(with text: StaticString) -> Bool {
    prefix(text.utf8CodeUnitCount).matches(text)
  }

  /// The words between blanks.
  var words: [ArraySlice<UInt8>] { split(whereSeparator: \.isBlank) }

  /// The value of a plain run of decimal digits, or `nil`; at most nine digits.
  var decimalValue: Int? {
    guard !isEmpty, count <= 9, allSatisfy(\.isDigit) else { return nil }
    return reduce(0) { $0 * 10 + $1.digitValue }
  }

  /// The value of digits with an optional sign, or `nil`.
  var signedValue: Int? {
    guard let first, first == .minus || first == .plus else { return decimalValue }
    return dropFirst().decimalValue.map { first == .minus ? -$0 : $0 }
  }
}
