import MusicModel

extension SourceExcerpt {
  /// How many bytes of a line are shown before and after a place.
  private static let reach = 60

  /// Takes the line of a text around a byte offset.
  init(of line: SourceText.Line, in text: SourceText, around offset: Int) {
    let offset = max(line.start, min(offset, line.end))
    var start = max(line.start, offset - Self.reach)
    while start > line.start, text.bytes[start] & 0xC0 == 0x80 { start -= 1 }
    let end = min(line.end, offset + Self.reach)
    let before = Self.string(text.bytes[start..<offset])
    let after = Self.string(text.bytes[offset..<end])
    let isCut = start > line.start
    self.init(
      line: (isCut ? "…" : "") + before + after + (end < line.end ? "…" : ""),
      column: (isCut ? 1 : 0) + before.unicodeScalars.count)
  }

  /// The text of some bytes; control characters become blanks, so that a caret stands right.
  private static func string(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.map { $0 < 0x20 || $0 == 0x7F ? .space : $0 }, as: UTF8.self)
  }
}
