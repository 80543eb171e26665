import Dispatch
import MusicModel
import Synchronization

/// Reads a tunebook stretch by stretch.
struct BookReader {
  private let options: ABCReader.Options
  private let file: String
  private var header = FileHeader()
  private var numbers = ReferenceNumbers()

  /// What was noticed outside of any tune.
  private(set) var diagnostics: [Diagnostic] = []

  /// Whether the stretch with the file's header is still to come.
  private(set) var isAtStart = true

  init(options: ABCReader.Options, file: String) {
    self.options = options
    self.file = file
  }

  /// Reads stretches that follow each other, at the same time where there are several, and hands
  /// over their tunes in the order of the text.
  mutating func read(_ batch: [BookStretches.Stretch], _ body: (Tunebook.Entry) -> Void) {
    if batch.count == 1 || isAtStart {
      for stretch in batch { readAlone(stretch, body) }
      return
    }
    let results = Mutex([[Tunebook.Entry]](repeating: [], count: batch.count))
    let (header, options, file) = (header, options, file)
    DispatchQueue.concurrentPerform(iterations: batch.count) { index in
      let text = SourceText(
        batch[index].bytes, file: file, linesBefore: batch[index].linesBefore)
      var entries: [Tunebook.Entry] = []
      for block in TunebookScanner(text, isFirst: false).tunes {
        entries.append(TuneReader.read(block, of: text, header, options))
      }
      results.withLock { $0[index] = entries }
    }
    for entries in results.withLock({ $0 }) {
      for entry in entries { handOver(entry, body) }
    }
  }

  private mutating func readAlone(
    _ stretch: BookStretches.Stretch, _ body: (Tunebook.Entry) -> Void
  ) {
    let text = SourceText(stretch.bytes, file: file, linesBefore: stretch.linesBefore)
    let scanner = TunebookScanner(text, isFirst: isAtStart)
    if isAtStart {
      header = scanner.header
      header.isStrict = header.isStrict || options.isStrict
      isAtStart = false
      diagnostics += TuneReader.findings(in: header, options)
    }
    diagnostics += scanner.findings.diagnostics(in: text, fromLine: 0)
    for block in scanner.tunes {
      handOver(TuneReader.read(block, of: text, header, options), body)
    }
  }

  private mutating func handOver(_ entry: Tunebook.Entry, _ body: (Tunebook.Entry) -> Void) {
    var entry = entry
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
          at: entry.location), at: 0)
    } else if lines.count < Self.limit {
      lines[number] = Int32(clamping: line)
    }
  }
}
