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

    /// The encoding that it names, unless that is UTF-8.
    var charset: String?
  }

  private(set) var header = FileHeader()
  private(set) var tunes: [Block] = []
  private(set) var findings = Findings()

  private let text: SourceText

  /// Whether the text starts its file, so that it may hold the file's header.
  private let isFirst: Bool

  /// The block that is being scanned; it has no lines where none is.
  private var block = Block(lines: 0..<0)
  private var isOpen = false

  /// The text block that is being skipped, and the line that ends it; zero where there is none.
  private var textBlock: TextBlock?
  private var textBlockEnd = 0

  /// - Parameter isFirst: Whether the text starts its file.
  init(_ text: SourceText, isFirst: Bool = true) {
    self.text = text
    self.isFirst = isFirst
    tunes.reserveCapacity(text.bytes.count / 512)
    if isFirst, let first = text.lines.first {
      header.text = text
      header.isStrict = FileHeader.declaresStrictVersion(text.bytes[first.start..<first.end])
    }
    for index in text.lines.indices { read(index) }
    close(at: text.lines.count)
  }

  private mutating func read(_ index: Int) {
    let kind = text.lines[index].kind
    if textBlock != nil, kind != .field(UInt8(ascii: "X")) || index < textBlockEnd {
      if textBlock?.isClosed(by: text[line: index]) == true { textBlock = nil }
      extend(to: index)
      return
    }
    switch kind {
    case .music:
      extend(to: index)
      block.hasMusic = true
    case .empty: if isOpen { close(at: index) }
    case .field(let letter): readField(letter, at: index)
    case .directive:
      extend(to: index)
      textBlock = TextBlock(opening: text[line: index].dropFirst(2).trimmed)
      findTextBlockEnd(after: index)
      readCharset(at: index)
    case .comment, .fieldContinuation, .tag: extend(to: index)
    }
  }

  /// Looks ahead for the end of the open text block, without which an `X:` starts a tune after all.
  private mutating func findTextBlockEnd(after index: Int) {
    textBlockEnd = 0
    guard let textBlock else { return }
    let ahead = index + 1..<min(index + Self.longestTextBlock, text.lines.count)
    textBlockEnd =
      ahead.first {
        text.lines[$0].kind == .directive && textBlock.isClosed(by: text[line: $0])
      } ?? 0
  }

  /// The most lines of a text block in which an `X:` starts no tune.
  private static var longestTextBlock: Int { 400 }

  private mutating func readField(_ letter: UInt8, at index: Int) {
    if letter == UInt8(ascii: "X") {
      textBlock = nil
      if isOpen { startTune(at: index) }
    }
    extend(to: index)
    block.hasField = true
    switch letter {
    case UInt8(ascii: "X"): block.hasReferenceNumber = true
    case UInt8(ascii: "K"): block.hasKey = true
    case UInt8(ascii: "w"), UInt8(ascii: "s"): block.hasWords = true
    case UInt8(ascii: "I"): readCharset(at: index)
    default: break
    }
  }

  private mutating func readCharset(at index: Int) {
    if let name = CharacterSet.named(by: text[line: index].dropFirst(2).withoutComment) {
      block.charset = name
    }
  }

  /// Makes a line the last one of the open block.
  @inline(__always)
  private mutating func extend(to index: Int) {
    if isOpen {
      block.lines = block.lines.lowerBound..<(index + 1)
    } else {
      open(at: index)
      block.lines = index..<index + 1
    }
  }

  private mutating func open(at index: Int) {
    block = Block(lines: index..<index)
    isOpen = true
  }

  /// Ends what is open where an `X:` comes without an empty line before it.
  private mutating func startTune(at index: Int) {
    guard block.hasReferenceNumber || block.hasField || block.hasMusic else { return }
    let isHeader = !block.hasReferenceNumber && !block.hasKey && !block.hasMusic
    if isHeader, !(isFirst && tunes.isEmpty) {
      // Fields right before an X: are this tune's, in the wrong order.
      return
    }
    close(at: index)
    if isHeader { return }
    open(at: index)
    // A text block that is not closed hides the empty line.
    if index > 0, text.lines[index - 1].kind == .empty { return }
    block.findings.append(
      Finding(
        severity: .warning, code: .missingEmptyLine,
        message: "X: without an empty line before it; a new tune starts here",
        offset: text.lines[index].start))
  }

  /// Decides what the open block is, at an empty line or the end.
  private mutating func close(at index: Int) {
    guard isOpen else { return }
    isOpen = false
    if block.hasReferenceNumber {
      tunes.append(block)
      return
    }
    if joinsLastTune(block) {
      join(block)
      return
    }
    if isFirst, tunes.isEmpty, header.lines.isEmpty, !block.hasKey, !block.hasMusic {
      header.lines = block.lines
      header.charset = block.charset
      return
    }
    guard block.hasKey || looksLikeMusic(block) else {
      if block.hasField { reportFields(of: block) }
      return
    }
    block.findings = []
    tunes.append(block)
  }

  private mutating func reportFields(of block: Block) {
    findings.warn(
      .strayFields, "fields outside of a tune; ignored, like the lines with them",
      at: text.lines[block.lines.lowerBound].start)
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
      let line = text.lines[index]
      guard line.kind == .music else { continue }
      let bytes = text.bytes.span
      var lexer = MusicLexer(line.start..<line.end)
      while let symbol = lexer.next(in: bytes) {
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
