import MusicModel

/// Finds the tunes of a text: runs of lines between empty ones (ABC 2.1, section 2.2).
struct TunebookScanner {
  /// The lines of one tune.
  struct Block {
    var lines: Range<Int>
    var hasReferenceNumber = false
    var hasKey = false
    var hasField = false

    /// Whether there is a line of words or symbols to align with notes.
    var hasWords = false

    /// Whether a line of music follows the key.
    var hasMusic = false
    var findings: [Finding] = []
  }

  private(set) var header = FileHeader()
  private(set) var tunes: [Block] = []
  private(set) var findings = Findings()

  private let text: SourceText
  private var open: Block?

  /// The text block that is being skipped, and the line that opened it.
  private var textBlock: TextBlock?

  init(_ text: SourceText) {
    self.text = text
    if let first = text.lines.first {
      header.isStrict = FileHeader.declaresStrictVersion(text.bytes[first.start..<first.end])
    }
    for index in text.lines.indices { read(index) }
    close(at: text.lines.count)
  }

  private mutating func read(_ index: Int) {
    let line = text[line: index]
    let kind = LineKind(of: line)
    if let block = textBlock, kind != .field(UInt8(ascii: "X")) {
      if block.isClosed(by: line) { textBlock = nil }
      extend(to: index)
      return
    }
    textBlock = nil
    if kind == .empty {
      close(at: index)
      return
    }
    if kind == .field(UInt8(ascii: "X")) { startTune(at: index) }
    extend(to: index)
    switch kind {
    case .field(let letter):
      open?.hasField = true
      if letter == UInt8(ascii: "X") { open?.hasReferenceNumber = true }
      if letter == UInt8(ascii: "K") { open?.hasKey = true }
      if letter == UInt8(ascii: "w") || letter == UInt8(ascii: "s") { open?.hasWords = true }
    case .directive: textBlock = TextBlock(opening: line.dropFirst(2).trimmed)
    case .music: open?.hasMusic = true
    default: break
    }
  }

  /// Makes a line the last one of the open block.
  private mutating func extend(to index: Int) {
    var block = open ?? Block(lines: index..<index)
    block.lines = block.lines.lowerBound..<(index + 1)
    open = block
  }

  /// Ends what is open where an `X:` comes without an empty line before it.
  private mutating func startTune(at index: Int) {
    guard let block = open, block.hasReferenceNumber || block.hasField || block.hasMusic else {
      return
    }
    let isHeader = !block.hasReferenceNumber && !block.hasKey && !block.hasMusic
    if isHeader, !tunes.isEmpty {
      // Fields right before an X: are this tune's, in the wrong order.
      return
    }
    close(at: index)
    if isHeader { return }
    open = Block(lines: index..<index)
    open?.findings.append(
      Finding(
        severity: .warning, code: .missingEmptyLine,
        message: "X: without an empty line before it; a new tune starts here",
        offset: text.lines[index].start))
  }

  /// Decides what the open block is, at an empty line or the end.
  private mutating func close(at index: Int) {
    guard var block = open else { return }
    open = nil
    if block.hasReferenceNumber {
      tunes.append(block)
      return
    }
    if joinsLastTune(block) {
      join(block)
      return
    }
    if tunes.isEmpty, header.lines.isEmpty, !block.hasKey, !block.hasMusic {
      header.lines = block.lines
      return
    }
    guard block.hasKey || looksLikeMusic(block) else { return }
    if block.hasField && !block.hasKey && !block.hasMusic { return }
    block.findings = []
    tunes.append(block)
  }

  /// Whether an empty line cut the last tune in two: it has no music yet, and this block has.
  private func joinsLastTune(_ block: Block) -> Bool {
    guard let last = tunes.last, last.hasReferenceNumber, !last.hasMusic else { return false }
    return last.hasKey ? looksLikeMusic(block) : block.hasKey
  }

  private mutating func join(_ block: Block) {
    let index = tunes.count - 1
    let gap = text.lines[tunes[index].lines.upperBound].start
    tunes[index].lines = tunes[index].lines.lowerBound..<block.lines.upperBound
    tunes[index].hasKey = tunes[index].hasKey || block.hasKey
    tunes[index].hasMusic = block.hasMusic
    tunes[index].hasWords = tunes[index].hasWords || block.hasWords
    tunes[index].findings.append(
      Finding(
        severity: .warning, code: .emptyLineInTune,
        message: "empty line inside a tune; the lines after it are read as part of the tune",
        offset: gap))
  }

  /// Whether lines outside of a tune are music and no free text.
  private func looksLikeMusic(_ block: Block) -> Bool {
    var notes = 0
    var strange = 0
    for index in block.lines {
      let line = text[line: index]
      guard LineKind(of: line) == .music else { continue }
      var lexer = MusicLexer(line, in: text.bytes)
      while let symbol = lexer.next() {
        switch symbol.kind {
        case .note, .rest: notes += 1
        case .barLine: notes += 1
        case .shorthand, .unknown: strange += 1
        default: break
        }
      }
      if notes + strange > 1000 { break }
    }
    return notes >= 2 && strange * 4 <= notes
  }
}
