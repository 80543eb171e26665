/// The text of a field, comment and outer blanks removed, with its place in the file.
struct FieldText {
  var text: ArraySlice<UInt8>

  /// Where the text starts in the file.
  var offset: Int

  /// Creates a field text from a range of a text.
  ///
  /// - Parameter endsAtComment: Whether a `%` ends it, as on a line of its own.
  init(_ bytes: [UInt8], _ range: Range<Int>, endsAtComment: Bool = true) {
    let range = Self.trimmed(range, in: bytes.span, endsAtComment: endsAtComment)
    text = bytes[range]
    offset = range.lowerBound
  }

  /// The range without a comment at its end and blanks at either end.
  private static func trimmed(
    _ range: Range<Int>, in bytes: Span<UInt8>, endsAtComment: Bool
  ) -> Range<Int> {
    var start = range.lowerBound
    while start < range.upperBound, bytes[start].isBlank { start += 1 }
    var end = endsAtComment ? start : range.upperBound
    while end < range.upperBound, bytes[end] != .percent {
      end += bytes[end] == .backslash && end + 1 < range.upperBound ? 2 : 1
    }
    while end > start, bytes[end - 1].isBlank { end -= 1 }
    return start..<end
  }

  /// Creates a field text that was put together from several lines.
  init(joined text: [UInt8], offset: Int) {
    self.text = text[...].trimmed
    self.offset = offset
  }

  /// The text as a string, escapes resolved.
  var string: String { TextDecoder.string(from: text) }
}
