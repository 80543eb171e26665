/// What a line of ABC is, seen by its first bytes.
enum LineKind: Equatable {
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

  init(of line: ArraySlice<UInt8>) {
    guard let first = line.first, first != .bar else {
      self = line.isEmpty ? .empty : .music
      return
    }
    let second = line.count > 1 ? line[line.startIndex + 1] : 0
    if first.isLetter, second == .colon {
      self = Self.endsMusic(line) ? .music : .field(first)
    } else if first == .percent {
      self = second == .percent ? .directive : .comment
    } else if first == .plus, second == .colon {
      self = .fieldContinuation
    } else if first == UInt8(ascii: "<"), Self.isTag(line) {
      self = .tag
    } else if first.isBlank, line.allSatisfy(\.isBlank) {
      self = .empty
    } else {
      self = .music
    }
  }

  /// Whether the colon belongs to a bar line, as in a line that consists of `d:|`.
  private static func endsMusic(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count > 2 else { return false }
    let third = line[line.startIndex + 2]
    return third == .bar || third == .colon
  }

  private static func isTag(_ line: ArraySlice<UInt8>) -> Bool {
    let text = line.trimmed
    guard text.count > 2, text.last == UInt8(ascii: ">") else { return false }
    let next = text[text.startIndex + 1]
    return next.isLetter || next == .slash || next == .bang
  }
}
