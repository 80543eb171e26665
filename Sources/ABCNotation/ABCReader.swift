public import MusicModel

/// Reads ABC text: every tune of it, with what is wrong in each.
///
/// The reader follows ABC 2.1, reads the older dialects that tunebooks are written in, repairs what
/// it safely can, and says so. No input stops it: what cannot be read is reported with its place.
public struct ABCReader: Sendable {
  /// How a text is to be read.
  public struct Options: Hashable, Sendable {
    /// Whether the text is read as the standard has it, older dialects left aside, even where the
    /// file does not begin with `%abc-2.1`.
    public var isStrict: Bool

    public init(isStrict: Bool = false) {
      self.isStrict = isStrict
    }
  }

  public var options: Options

  public init(options: Options = Options()) {
    self.options = options
  }

  /// Reads a text.
  ///
  /// - Parameter file: The name that diagnostics give as the place.
  public func read(_ bytes: [UInt8], file: String) -> Tunebook {
    var book = Tunebook()
    book.fileDiagnostics = forEachEntry(of: bytes, file: file) { book.entries.append($0) }
    return book
  }

  /// Reads a text and hands over its tunes one after the other, so that a large book needs no more
  /// memory than its text and one tune.
  ///
  /// - Parameter file: The name that diagnostics give as the place.
  /// - Returns: What was noticed outside of any tune.
  public func forEachEntry(
    of bytes: [UInt8], file: String, _ body: (Tunebook.Entry) -> Void
  ) -> [Diagnostic] {
    let text = SourceText(bytes, file: file)
    let scanner = TunebookScanner(text)
    var header = scanner.header
    header.isStrict = header.isStrict || options.isStrict
    var places: [Int: Int] = [:]
    for block in scanner.tunes {
      var entry = read(block, of: text, header)
      if let number = entry.referenceNumber {
        if let earlier = places[number] {
          let message =
            "X:\(number) stands already at line \(earlier + 1); "
            + "expected a number of its own"
          entry.diagnostics.insert(
            Diagnostic(
              .warning, Finding.Code.duplicateReferenceNumber.rawValue, message,
              at: entry.location), at: 0)
        } else {
          places[number] = block.lines.lowerBound
        }
      }
      body(entry)
    }
    return scanner.findings.diagnostics(in: text, fromLine: 0)
  }

  private func read(
    _ block: TunebookScanner.Block, of text: SourceText, _ header: FileHeader
  ) -> Tunebook.Entry {
    var builder = TuneBuilder(text, defaults: header, options: options)
    for finding in block.findings {
      builder.context.findings.warn(finding.code, finding.message, at: finding.offset)
    }
    let lines = text.lines[block.lines]
    if let first = lines.first, let last = lines.last {
      let bytes = text.bytes[first.start..<last.end]
      if !TextDecoder.isUTF8(bytes) {
        builder.context.findings.warn(
          .notUTF8, "text that is not UTF-8; its strings are read as Latin-1", at: first.start)
      }
      if let place = bytes.firstIndex(of: 0) {
        builder.context.findings.warn(
          .nulByte, "a byte of zero; it is taken for a space in music, and left out of texts",
          at: place)
      }
    }
    let tune = builder.read(block)
    var locator = SourceLocator(text, fromLine: block.lines.lowerBound)
    return Tunebook.Entry(
      tune: tune, referenceNumber: builder.tune.referenceNumber, title: builder.tune.title,
      location: locator.location(of: text.lines[block.lines.lowerBound].start),
      diagnostics: builder.context.findings.diagnostics(
        in: text, fromLine: block.lines.lowerBound))
  }
}
