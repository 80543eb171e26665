import MusicModel

/// Reads one tune of a book.
enum TuneReader {
  static func read(
    _ block: TunebookScanner.Block, of text: SourceText, _ header: FileHeader,
    _ options: ABCReader.Options
  ) -> Tunebook.Entry {
    if text.hasHighBytes, let charset = block.charset ?? header.charset,
      let recoded = recoded(block, of: text, from: charset)
    {
      var header = header
      header.charset = nil
      return read(recoded.block, of: recoded.text, header, options)
    }
    var builder = TuneBuilder(text, defaults: header, options: options)
    for finding in block.findings {
      builder.context.findings.warn(finding.code, finding.message, at: finding.offset)
    }
    if text.hasHighBytes || text.hasNUL { checkBytes(block, of: text, &builder.context) }
    let tune = builder.read(block)
    let first = block.lines.lowerBound
    return Tunebook.Entry(
      tune: tune, referenceNumber: builder.tune.referenceNumber, title: builder.tune.title,
      location: .text(file: text.file, line: text.linesBefore + first + 1, column: 1),
      diagnostics: builder.context.findings.diagnostics(in: text, fromLine: first))
  }

  /// A tune whose text is in a named encoding, as UTF-8; `nil` where it cannot be recoded.
  private static func recoded(
    _ block: TunebookScanner.Block, of text: SourceText, from charset: String
  ) -> (block: TunebookScanner.Block, text: SourceText)? {
    let lines = text.lines[block.lines]
    guard let first = lines.first, let last = lines.last else { return nil }
    let bytes = text.bytes[first.start..<last.end]
    guard let utf8 = CharacterSet.utf8(from: bytes, encoding: charset), !utf8.elementsEqual(bytes)
    else { return nil }
    var other = SourceText(utf8, file: text.file)
    other.linesBefore = text.linesBefore + block.lines.lowerBound
    var moved = block
    moved.charset = nil
    moved.lines = other.lines.indices
    for index in moved.findings.indices { moved.findings[index].offset = 0 }
    return (moved, other)
  }

  /// What is wrong with the fields of a file's header.
  static func findings(in header: FileHeader, _ options: ABCReader.Options) -> [Diagnostic] {
    guard let text = header.text, !header.lines.isEmpty else { return [] }
    var builder = TuneBuilder(text, defaults: header, options: options)
    builder.readDefaults(isReporting: true)
    return builder.context.findings.diagnostics(in: text, fromLine: header.lines.lowerBound)
  }

  /// Reports text that is not UTF-8, and bytes of zero.
  private static func checkBytes(
    _ block: TunebookScanner.Block, of text: SourceText, _ context: inout TuneContext
  ) {
    let lines = text.lines[block.lines]
    guard let first = lines.first, let last = lines.last else { return }
    let bytes = text.bytes[first.start..<last.end]
    if text.hasHighBytes, !TextDecoder.isUTF8(bytes) {
      context.findings.warn(
        .notUTF8, "text that is not UTF-8; its strings are read as Latin-1", at: first.start)
    }
    if text.hasNUL, let place = bytes.firstIndex(of: 0) {
      context.findings.warn(
        .nulByte, "a byte of zero; it is taken for a space in music, and left out of texts",
        at: place)
    }
  }
}
