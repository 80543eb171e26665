extension ABCSyntaxTree {
  /// Takes a text apart.
  ///
  /// A text in UTF-16 is one token.
  public init(_ bytes: [UInt8], interpretation: ABCReader.Interpretation = .declared) {
    self.bytes = bytes
    if ByteOrderMark.isUTF16(bytes) {
      let token = Token(kind: .text, range: bytes.indices)
      sections = [Section(kind: .betweenTunes, lines: [Line(kind: .text, tokens: [token])])]
    } else {
      var builder = SyntaxTreeBuilder(bytes, interpretation)
      sections = builder.build()
    }
  }
}

/// Cuts the lines of a text into tokens.
private struct SyntaxTreeBuilder {
  private let text: SourceText

  /// The bytes of the mark before the text.
  private let markLength: Int
  private let isLoose: Bool
  private let scanner: TunebookScanner
  private var lexerOptions = MusicLexer.Options()
  private var textBlock: TextBlock?

  init(_ bytes: [UInt8], _ interpretation: ABCReader.Interpretation) {
    let content = ByteOrderMark.removed(from: bytes)
    markLength = bytes.count - content.count
    text = SourceText(content, file: "")
    scanner = TunebookScanner(text)
    switch interpretation {
    case .strict: isLoose = false
    case .loose: isLoose = true
    case .declared: isLoose = !scanner.header.isStrict
    }
  }

  mutating func build() -> [ABCSyntaxTree.Section] {
    var sections: [ABCSyntaxTree.Section] = []
    var next = 0
    func isBefore(_ a: Range<Int>, _ b: Range<Int>) -> Bool { a.lowerBound < b.lowerBound }
    var parts = scanner.tunes.map { (kind: ABCSyntaxTree.Section.Kind.tune, lines: $0.lines) }
    if !scanner.header.lines.isEmpty { parts.append((.fileHeader, scanner.header.lines)) }
    for part in parts.sorted(by: { isBefore($0.lines, $1.lines) }) {
      append(.betweenTunes, next..<part.lines.lowerBound, to: &sections)
      append(part.kind, part.lines, to: &sections)
      next = part.lines.upperBound
    }
    append(.betweenTunes, next..<text.lines.count, to: &sections)
    if markLength > 0 {
      let mark = ABCSyntaxTree.Token(kind: .byteOrderMark, range: 0..<markLength)
      if sections.isEmpty {
        sections.append(.init(kind: .betweenTunes, lines: [.init(kind: .text, tokens: [])]))
      }
      sections[0].lines[0].tokens.insert(mark, at: 0)
    }
    return sections
  }

  private mutating func append(
    _ kind: ABCSyntaxTree.Section.Kind, _ lines: Range<Int>,
    to sections: inout [ABCSyntaxTree.Section]
  ) {
    if lines.isEmpty { return }
    lexerOptions = MusicLexer.Options(isLoose: isLoose)
    textBlock = nil
    var isInBody = kind == .tune && !text.lines[lines].contains { $0.kind == .field(0x4B) }
    let built = lines.map { index in
      let line = self.line(index, isMusic: isInBody)
      if kind == .tune, text.lines[index].kind == .field(UInt8(ascii: "K")) { isInBody = true }
      return line
    }
    sections.append(ABCSyntaxTree.Section(kind: kind, lines: built))
  }

  private mutating func line(_ index: Int, isMusic: Bool) -> ABCSyntaxTree.Line {
    let place = text.lines[index]
    let range = place.start..<place.end
    var tokens: [ABCSyntaxTree.Token] = []
    var kind = ABCSyntaxTree.Line.Kind.text
    if let block = textBlock {
      if block.isClosed(by: text[line: index]) { textBlock = nil }
      add(.text, range, to: &tokens)
    } else {
      switch place.kind {
      case .empty:
        kind = .empty
        add(.blank, range, to: &tokens)
      case .comment:
        kind = .comment
        add(.comment, range, to: &tokens)
      case .directive:
        kind = .directive
        textBlock = TextBlock(opening: text[line: index].dropFirst(2).trimmed)
        add(.directive, range, to: &tokens)
        takeLineBreak(text[line: index].dropFirst(2))
      case .field(let letter):
        kind = .field(letter)
        field(range, to: &tokens)
        if letter == UInt8(ascii: "I") { takeLineBreak(text[line: index].dropFirst(2)) }
      case .fieldContinuation:
        kind = .field(.plus)
        field(range, to: &tokens)
      case .music where isMusic:
        kind = .music
        music(range, to: &tokens)
      case .music, .tag: add(.text, range, to: &tokens)
      }
    }
    let next = index + 1 < text.lines.count ? text.lines[index + 1].start : text.bytes.count
    add(.lineEnd, place.end..<next, to: &tokens)
    return ABCSyntaxTree.Line(kind: kind, tokens: tokens)
  }

  private func field(_ range: Range<Int>, to tokens: inout [ABCSyntaxTree.Token]) {
    let start = range.lowerBound + 2
    add(.fieldName, range.lowerBound..<start, to: &tokens)
    let end = text.bytes[start..<range.upperBound].withoutComment.endIndex
    add(.fieldText, start..<end, to: &tokens)
    add(.comment, end..<range.upperBound, to: &tokens)
  }

  private func music(_ range: Range<Int>, to tokens: inout [ABCSyntaxTree.Token]) {
    let bytes = text.bytes.span
    var lexer = MusicLexer(range, options: lexerOptions)
    while let symbol = lexer.next(in: bytes) {
      let isComment = bytes[symbol.start] == .percent
      add(
        isComment ? .comment : ABCSyntaxTree.Token.Kind(symbol.kind), symbol.start..<symbol.end,
        to: &tokens)
    }
  }

  /// Follows `linebreak !`, which gives exclamation marks another meaning.
  private mutating func takeLineBreak(_ instruction: ArraySlice<UInt8>) {
    let words = instruction.withoutComment.words
    guard words.first?.matches("linebreak") == true else { return }
    lexerOptions.bangBreaksLines = words.dropFirst().contains { $0.elementsEqual([.bang]) }
  }

  private func add(
    _ kind: ABCSyntaxTree.Token.Kind, _ range: Range<Int>, to tokens: inout [ABCSyntaxTree.Token]
  ) {
    if range.isEmpty { return }
    tokens.append(
      ABCSyntaxTree.Token(
        kind: kind, range: range.lowerBound + markLength..<range.upperBound + markLength))
  }
}

extension ABCSyntaxTree.Token.Kind {
  fileprivate init(_ symbol: MusicSymbol.Kind) {
    self =
      switch symbol {
      case .note: .note
      case .rest: .rest
      case .spacer: .spacer
      case .chordStart: .chordStart
      case .chordEnd: .chordEnd
      case .graceStart: .graceStart
      case .graceEnd: .graceEnd
      case .slurStart: .slurStart
      case .slurEnd: .slurEnd
      case .tie: .tie
      case .tuplet: .tuplet
      case .brokenRhythm: .brokenRhythm
      case .barLine: .barLine
      case .ending: .ending
      case .quoted: .quotedText
      case .decoration: .decoration
      case .shorthand: .shorthand
      case .field: .inlineField
      case .overlay, .overlaySpanStart, .overlaySpanEnd: .overlay
      case .blank: .blank
      case .reserved: .reserved
      case .unknown: .unknown
      }
  }
}
