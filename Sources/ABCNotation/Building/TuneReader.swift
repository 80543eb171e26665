import MusicModel

/// Reads one tune of a book.
enum TuneReader {
  static func read(
    _ block: TunebookScanner.Block, of text: SourceText, _ header: FileHeader,
    _ options: ABCReader.Options
  ) -> Tunebook.Entry {
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
