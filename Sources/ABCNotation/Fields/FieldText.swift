/// The text of a field, comment and outer blanks removed, with its place in the file.
struct FieldText {
  var text: ArraySlice<UInt8>

  /// Where the text starts in the file.
  var offset: Int

  /// Creates a field text from bytes of the file itself.
  init(_ text: ArraySlice<UInt8>) {
    self.text = text.trimmed
    self.offset = self.text.startIndex
  }

  /// Creates a field text that was put together from several lines.
  init(joined text: [UInt8], offset: Int) {
    self.text = text[...].trimmed
    self.offset = offset
  }

  /// The text as a string, escapes resolved.
  var string: String { TextDecoder.string(from: text) }
}
