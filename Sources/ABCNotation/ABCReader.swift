public import MusicModel

/// Reads ABC text: every tune of it, with what is wrong in each.
///
/// The reader follows ABC 2.1, reads the older dialects that tunebooks are written in, repairs what
/// it safely can, and says so. No input stops it: what cannot be read is reported with its place.
public struct ABCReader: Sendable {
  /// How a text is to be read.
  public struct Options: Hashable, Sendable {
    public var interpretation: Interpretation

    /// How many parts of a large book are read at the same time.
    public var threads: Int

    public init(interpretation: Interpretation = .declared, threads: Int = 1) {
      precondition(threads > 0, "reading with \(threads) threads")
      self.interpretation = interpretation
      self.threads = threads
    }
  }

  /// Which dialects are read (ABC 2.1, section 12).
  public enum Interpretation: String, CaseIterable, Sendable {
    /// The standard's own alone.
    case strict

    /// Older ones too: `!` at a line's end, `+CEG+` as a chord.
    case loose

    /// Strict where the file begins with `%abc-2.1` or a later version, else loose.
    case declared
  }

  public var options: Options

  /// Gives the bytes of a file that `I:abc-include` names; without it such lines are reported.
  public var includedFile: (@Sendable (String) throws -> [UInt8])?

  /// - Parameter includedFile: Gives the bytes of a file that `I:abc-include` names. It decides
  ///   which files may be read; loops and depth are the reader's own care.
  public init(
    options: Options = Options(), includedFile: (@Sendable (String) throws -> [UInt8])? = nil
  ) {
    self.options = options
    self.includedFile = includedFile
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
      var book = BookReader(
        options: options, file: file, includes: includedFile.map { IncludedFiles(reading: $0) })
      while true {
        var batch: [BookStretches.Stretch] = []
        while batch.count < (book.isAtStart ? 1 : options.threads),
          let stretch = try stretches.next()
        {
          batch.append(stretch)
        }
        if batch.isEmpty {
          book.finish()
          return book.diagnostics
        }
        book.read(batch, body)
      }
    }
  }
}
