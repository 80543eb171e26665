import MusicModel

/// The bytes of a file, cut into lines.
struct SourceText {
  /// A line without its line end.
  struct Line {
    var start: Int
    var end: Int
  }

  let file: String
  let bytes: [UInt8]
  let lines: [Line]

  /// Cuts a text at LF, CR LF or CR.
  init(_ bytes: [UInt8], file: String) {
    let bytes = ByteOrderMark.removed(from: bytes)
    self.bytes = bytes
    self.file = file
    var lines: [Line] = []
    lines.reserveCapacity(bytes.count / 32)
    var start = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      guard byte == .newline || byte == .carriageReturn else {
        index += 1
        continue
      }
      lines.append(Line(start: start, end: index))
      index += 1
      if byte == .carriageReturn, index < bytes.count, bytes[index] == .newline { index += 1 }
      start = index
    }
    if start < bytes.count { lines.append(Line(start: start, end: bytes.count)) }
    self.lines = lines
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
    return .text(file: text.file, line: line + 1, column: column)
  }

  private mutating func startLine() {
    offset = line < text.lines.count ? text.lines[line].start : text.bytes.count
    column = 1
  }
}
