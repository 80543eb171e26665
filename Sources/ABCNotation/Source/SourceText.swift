import MusicModel

/// The bytes of a stretch of a file, cut into lines.
struct SourceText: Sendable {
  /// A line without its line end.
  struct Line: Sendable {
    var start: Int
    var end: Int
    var kind: LineKind
  }

  let file: String
  let bytes: [UInt8]
  let lines: [Line]

  /// The lines of the file that come before this stretch.
  var linesBefore = 0

  /// Whether there are bytes of 0x80 and above, and bytes of zero, anywhere in it.
  let hasHighBytes: Bool
  let hasNUL: Bool

  /// Cuts a text at LF, CR LF or CR.
  init(_ bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
    var lines: [Line] = []
    lines.reserveCapacity(bytes.count / 32)
    let span = bytes.span
    var allBits: UInt8 = 0
    var hasNUL = false
    var start = 0
    var index = 0
    while index < span.count {
      let byte = span[index]
      allBits |= byte
      index += 1
      if byte > .carriageReturn { continue }
      if byte == 0 { hasNUL = true }
      guard byte == .newline || byte == .carriageReturn else { continue }
      let line = start..<index - 1
      lines.append(Line(start: start, end: index - 1, kind: LineKind(of: line, in: span)))
      if byte == .carriageReturn, index < span.count, span[index] == .newline { index += 1 }
      start = index
    }
    if start < span.count {
      let line = start..<span.count
      lines.append(Line(start: start, end: span.count, kind: LineKind(of: line, in: span)))
    }
    self.lines = lines
    self.hasNUL = hasNUL
    hasHighBytes = allBits >= 0x80
  }

  subscript(line index: Int) -> ArraySlice<UInt8> {
    bytes[lines[index].start..<lines[index].end]
  }
}

/// Finds line and column of byte offsets; offsets asked for in rising order cost no more than one
/// walk over the text.
struct SourceLocator {
  private let text: SourceText
  private var line: Int
  private var offset: Int
  private var column = 1

  /// Creates a locator for offsets from the start of a line on.
  init(_ text: SourceText, fromLine line: Int) {
    self.text = text
    self.line = line
    self.offset = line < text.lines.count ? text.lines[line].start : text.bytes.count
  }

  mutating func location(of target: Int) -> SourceLocation {
    if target < offset {
      while line > 0, line >= text.lines.count || text.lines[line].start > target { line -= 1 }
      startLine()
    }
    while line + 1 < text.lines.count, text.lines[line + 1].start <= target {
      line += 1
      startLine()
    }
    while offset < target, offset < text.bytes.count {
      // Bytes that continue a UTF-8 character take no column of their own.
      if text.bytes[offset] & 0xC0 != 0x80 { column += 1 }
      offset += 1
    }
    return .text(file: text.file, line: text.linesBefore + line + 1, column: column)
  }

  /// The line around an offset whose location was asked for last.
  func excerpt(at target: Int) -> SourceExcerpt? {
    guard line < text.lines.count else { return nil }
    return SourceExcerpt(of: text.lines[line], in: text, around: target)
  }

  private mutating func startLine() {
    offset = line < text.lines.count ? text.lines[line].start : text.bytes.count
    column = 1
  }
}
