import Dispatch
import MusicModel
import Synchronization

/// Reads a tunebook stretch by stretch.
struct BookReader {
  private let options: ABCReader.Options
  private let file: String
  private let includes: IncludedFiles?
  private var header = FileHeader()
  private var numbers = ReferenceNumbers()

  /// Whether there was a tune, readable or not.
  private var hasEntries = false

  /// The lines that were read.
  private var linesBefore = 0

  /// What was noticed outside of any tune.
  private(set) var diagnostics: [Diagnostic] = []

  /// Whether the stretch with the file's header is still to come.
  private(set) var isAtStart = true

  init(options: ABCReader.Options, file: String, includes: IncludedFiles?) {
    self.options = options
    self.file = file
    self.includes = includes
  }

  /// Reads stretches that follow each other, at the same time where there are several, and hands
  /// over their tunes in the order of the text.
  mutating func read(_ batch: [BookStretches.Stretch], _ body: (Tunebook.Entry) -> Void) {
    if batch.count == 1 || isAtStart {
      for stretch in batch { readAlone(stretch, body) }
      return
    }
    let file = file
    var texts = Self.concurrently(batch.count) { SourceText(batch[$0].bytes, file: file) }
    for index in texts.indices {
      linesBefore += batch[index].skippedLines
      texts[index].linesBefore = linesBefore
      linesBefore += texts[index].lines.count
    }
    let (header, options, numbered) = (header, options, texts)
    let entries = Self.concurrently(batch.count) { index in
      TunebookScanner(numbered[index], isFirst: false).tunes.map {
        TuneReader.read($0, of: numbered[index], header, options)
      }
    }
    for entry in entries.joined() { handOver(entry, body) }
  }

  private static func concurrently<Result: Sendable>(
    _ count: Int, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    let results = Mutex([Result?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let result = body(index)
      results.withLock { $0[index] = result }
    }
    return results.withLock { $0.compactMap(\.self) }
  }

  private mutating func readAlone(
    _ stretch: BookStretches.Stretch, _ body: (Tunebook.Entry) -> Void
  ) {
    var text = SourceText(stretch.bytes, file: file)
    linesBefore += stretch.skippedLines
    text.linesBefore = linesBefore
    linesBefore += text.lines.count
    let scanner = TunebookScanner(text, isFirst: isAtStart)
    if isAtStart {
      header = scanner.header
      header.includes = includes
      switch options.interpretation {
      case .strict: header.isStrict = true
      case .loose: header.isStrict = false
      case .declared: break
      }
      isAtStart = false
      diagnostics += TuneReader.findings(in: header, options)
    }
    diagnostics += scanner.findings.diagnostics(in: text, fromLine: 0)
    for block in scanner.tunes {
      handOver(TuneReader.read(block, of: text, header, options), body)
    }
  }

  /// Says so where there was no tune at all.
  mutating func finish() {
    guard !hasEntries else { return }
    diagnostics.append(
      Diagnostic(
        .error, Finding.Code.noTune.rawValue,
        isAtStart
          ? "empty text; expected a tune: X:, K: and notes"
          : "no tune in this text; expected X:, K: and notes",
        at: .text(file: file, line: 1, column: 1)))
  }

  private mutating func handOver(
    _ entry: consuming Tunebook.Entry, _ body: (Tunebook.Entry) -> Void
  ) {
    hasEntries = true
    numbers.check(&entry)
    body(entry)
  }
}

/// The `X:` numbers of a book so far, and where they stand.
private struct ReferenceNumbers {
  /// The most numbers that are remembered, so that a book of any size needs bounded memory.
  private static let limit = 1 << 20

  private var lines: [Int32: Int32] = [:]

  /// Reports a number that stands already in the book.
  mutating func check(_ entry: inout Tunebook.Entry) {
    guard let number = entry.referenceNumber.map({ Int32(clamping: $0) }),
      case .text(_, let line, _) = entry.location
    else { return }
    if let earlier = lines[number] {
      entry.diagnostics.insert(
        Diagnostic(
          .warning, Finding.Code.duplicateReferenceNumber.rawValue,
          "X:\(number) stands already at line \(earlier); expected a number of its own",
          at: entry.location, excerpt: SourceExcerpt(line: "X:\(number)", column: 0)), at: 0)
    } else if lines.count < Self.limit {
      lines[number] = Int32(clamping: line)
    }
  }
}
