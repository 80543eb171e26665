/// What a line of ABC is, seen by its first bytes.
enum LineKind: Equatable, Sendable {
  /// Nothing but blanks.
  case empty

  /// `T:…`, by its letter.
  case field(UInt8)

  /// `+:…`, which goes on with the field before.
  case fieldContinuation

  /// `%…`
  case comment

  /// `%%…`
  case directive

  /// A line that is one HTML tag.
  case tag

  /// Anything else: music inside a tune, free text outside.
  case music

  /// Looks at a line that is given by its offsets into a text.
  @inline(__always)
  init(of line: Range<Int>, in bytes: Span<UInt8>) {
    guard !line.isEmpty else {
      self = .empty
      return
    }
    let first = bytes[line.lowerBound]
    let second = line.count > 1 ? bytes[line.lowerBound + 1] : 0
    if second == .colon, first.isLetter {
      self = Self.endsMusic(line, bytes) ? .music : .field(first)
    } else if first.isLetter || first == .bar {
      self = .music
    } else {
      self = Self.rare(first, second, line, bytes)
    }
  }

  private static func rare(
    _ first: UInt8, _ second: UInt8, _ line: Range<Int>, _ bytes: Span<UInt8>
  ) -> LineKind {
    if first == .percent { return second == .percent ? .directive : .comment }
    if first == .plus, second == .colon { return .fieldContinuation }
    if first == UInt8(ascii: "<"), isTag(line, bytes) { return .tag }
    if first.isBlank, line.allSatisfy({ bytes[$0].isBlank }) { return .empty }
    return .music
  }

  /// Whether the colon belongs to a bar line, as in a line that consists of `d:|`.
  private static func endsMusic(_ line: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    guard line.count > 2 else { return false }
    let third = bytes[line.lowerBound + 2]
    return third == .bar || third == .colon
  }

  private static func isTag(_ line: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    var end = line.upperBound
    while end > line.lowerBound, bytes[end - 1].isBlank { end -= 1 }
    guard end - line.lowerBound > 2, bytes[end - 1] == UInt8(ascii: ">") else { return false }
    let next = bytes[line.lowerBound + 1]
    return next.isLetter || next == .slash || next == .bang
  }
}
