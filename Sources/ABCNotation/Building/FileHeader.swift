/// Fields before the first tune, which hold for all tunes (ABC 2.1, section 2.2.2).
struct FileHeader: Sendable {
  /// The text that it stands in.
  var text: SourceText?

  /// The indices of its lines.
  var lines: Range<Int> = 0..<0

  /// The encoding that it names, unless that is UTF-8.
  var charset: String?

  /// What `I:abc-include` may name, where the folder of the file is known.
  var includes: IncludedFiles?

  /// Whether the file declares version 2.1 or later, and so asks to be read strictly.
  var isStrict = false

  /// Whether a text starts with `%abc-2.1` or a later version (ABC 2.1, section 2.1).
  static func declaresStrictVersion(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.starts(with: "%abc-") else { return false }
    let version = bytes.dropFirst(5).prefix { $0.isDigit || $0 == .dot }
    let numbers = version.split(separator: .dot).map { $0.decimalValue ?? 0 }
    guard let major = numbers.first else { return false }
    return major > 2 || major == 2 && numbers.count > 1 && numbers[1] >= 1
  }
}
