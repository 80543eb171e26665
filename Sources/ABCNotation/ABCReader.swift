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

    /// How many parts of a large book are read at the same time.
    public var threads: Int

    public init(isStrict: Bool = false, threads: Int = 1) {
      precondition(threads > 0, "reading with \(threads) threads")
      self.isStrict = isStrict
      self.threads = threads
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

  /// Reads a text and hands over its tunes one after the other.
  ///
  /// - Parameter file: The name that diagnostics give as the place.
  /// - Returns: What was noticed outside of any tune.
  public func forEachEntry(
    of bytes: [UInt8], file: String, _ body: (Tunebook.Entry) -> Void
  ) -> [Diagnostic] {
    var start = 0
    return forEachEntry(file: file, body) {
      guard start < bytes.count else { return nil }
      let end = min(start + BookStretches.size, bytes.count)
      defer { start = end }
      return Array(bytes[start..<end])
    }
  }

  /// Reads a text that comes in chunks and hands over its tunes one after the other, so that a large
  /// book needs no more memory than some tunes.
  ///
  /// - Parameters:
  ///   - file: The name that diagnostics give as the place.
  ///   - nextChunk: Gives the next bytes, any number of them; `nil` at the end.
  /// - Returns: What was noticed outside of any tune.
  public func forEachEntry(
    file: String, _ body: (Tunebook.Entry) -> Void, nextChunk: () throws -> [UInt8]?
  ) rethrows -> [Diagnostic] {
    try withoutActuallyEscaping(nextChunk) { nextChunk in
      var stretches = BookStretches(of: nextChunk)
      var book = BookReader(options: options, file: file)
      while true {
        var batch: [BookStretches.Stretch] = []
        while batch.count < (book.isAtStart ? 1 : options.threads),
          let stretch = try stretches.next()
        {
          batch.append(stretch)
        }
        if batch.isEmpty { return book.diagnostics }
        book.read(batch, body)
      }
    }
  }
}
