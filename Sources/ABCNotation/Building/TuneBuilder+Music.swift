import MusicModel

extension TuneBuilder {
  /// The most bytes of music in one tune, so that memory is bounded whatever is read.
  static let longestMusic = 1 << 22

  /// What may be read of a line of music; what is past all bounds is reported once.
  mutating func bounded(_ line: Range<Int>) -> Range<Int> {
    guard line.count > remainingMusic else {
      remainingMusic -= line.count
      return line
    }
    let end = line.lowerBound + remainingMusic
    if remainingMusic >= 0 {
      context.findings.add(
        .error, .tuneTooLong,
        "more than \(Self.longestMusic) bytes of music in one tune; the rest is left out",
        at: end)
    }
    remainingMusic = -1
    return line.lowerBound..<max(end, line.lowerBound)
  }

  /// Reads a line of music in which macros are replaced first.
  mutating func readExpanded(_ line: Range<Int>) {
    // Diagnostics inside of expanded text point at the line.
    movedOffset = line.lowerBound
    let expanded = macros.expanded(text.bytes[line], limit: Self.longestMusic)
    readMusic(expanded.indices, in: expanded)
    movedOffset = nil
  }

  /// Reads the symbols of a line of music.
  ///
  /// Plain notes and blanks, most of any tune, take a way of their own past the other symbols.
  mutating func readMusic(_ line: Range<Int>, in bytes: [UInt8]) {
    let span = bytes.span
    var lexer = MusicLexer(line, options: lexerOptions)
    while lexer.index < lexer.end {
      let start = lexer.index
      let byte = span[start]
      if byte == .space {
        lexer.index += 1
      } else if MusicLexer.isNoteLetter(byte) {
        let note = lexer.note(byte, span)
        lexer.followsBarLine = false
        voice.read(note, at: place(start), &context)
      } else if let symbol = lexer.next(in: span) {
        read(symbol, bytes)
        if case .field(UInt8(ascii: "m")) = symbol.kind, movedOffset == nil {
          // A macro holds from its definition on.
          readExpanded(lexer.index..<lexer.end)
          return
        }
      }
    }
  }

  private mutating func read(_ symbol: MusicSymbol, _ bytes: [UInt8]) {
    let offset = place(symbol.start)
    switch symbol.kind {
    case .blank, .spacer: break
    case .reserved:
      context.findings.warn(
        .reservedCharacter, "a character that ABC keeps for later use; ignored", at: offset)
    case .note(let note): voice.read(note, at: offset, &context)
    case .rest(let letter, let length): voice.readRest(letter, length, at: offset, &context)
    case .barLine(let barLine):
      if barLine.shape == .colon { reportColon(at: offset) }
      voice.read(barLine, at: offset, &context)
    case .chordStart: voice.startChord(at: offset, &context)
    case .chordEnd(let length): readChordEnd(length, at: offset)
    case .graceStart(let isAcciaccatura):
      voice.startGraces(isAcciaccatura: isAcciaccatura, at: offset, &context)
    case .graceEnd: voice.endGraces(at: offset, &context)
    case .slurStart: voice.startSlur()
    case .slurEnd: voice.endSlur(at: offset, &context)
    case .tie: voice.tie(at: offset, &context)
    case .tuplet(let p, let q, let r): voice.startTuplet(p, q, r, at: offset, &context)
    case .brokenRhythm(let signs): voice.breakRhythm(signs, at: offset, &context)
    case .overlay(let count): voice.startOverlay(count, at: offset, &context)
    case .overlaySpanStart: voice.startOverlaySpan(at: offset, &context)
    case .overlaySpanEnd: voice.endOverlaySpan(at: offset, &context)
    case .shorthand(let letter): readShorthand(letter, at: offset)
    case .ending, .quoted, .decoration, .field, .unknown: readText(of: symbol, bytes)
    }
  }

  /// Reads a symbol that is more than its kind.
  @inline(never)
  private mutating func readText(of symbol: MusicSymbol, _ bytes: [UInt8]) {
    let offset = place(symbol.start)
    switch symbol.kind {
    case .ending(let start): readEnding(bytes[start..<symbol.end], at: offset)
    case .quoted: readQuoted(bytes[symbol.start..<symbol.end], at: offset)
    case .decoration: readDecoration(bytes[symbol.start + 1..<symbol.end - 1], at: offset)
    case .field(let letter):
      var content = FieldText(
        bytes, (symbol.start + 3)..<(symbol.end - 1), endsAtComment: false)
      if movedOffset != nil { content.offset = offset }
      readInlineField(letter, content)
    default: reportUnknown(bytes[symbol.start..<symbol.end], at: offset)
    }
  }

  private mutating func reportColon(at offset: Int) {
    context.findings.warn(
      .unexpectedCharacter, "unexpected ':' in music; read as a dotted bar line", at: offset,
      fix: "write '|:' or ':|'")
  }

  /// A `]` that closes no chord is a thick bar line.
  private mutating func readChordEnd(_ length: WrittenLength, at offset: Int) {
    if voice.chord != nil {
      voice.endChord(length, at: offset, &context)
    } else if voice.graces == nil {
      context.findings.warn(
        .badChord, "']' without '[' before it; read as a thick bar line", at: offset,
        fix: "start the chord with '[', or write |]")
      let barLine = WrittenBarLine(shape: .thinThick, endedRepeats: 0, startedRepeats: 0)
      voice.read(barLine, at: offset, &context)
    }
  }

  /// Reads `1`, `1,3`, `1-3` (ABC 2.1, section 4.10).
  private mutating func readEnding(_ text: ArraySlice<UInt8>, at offset: Int) {
    var numbers: [Int] = []
    for term in text.split(whereSeparator: { $0 == .comma || $0 == .dot }) {
      let bounds = term.split(separator: .minus).map { $0.decimalValue ?? 0 }
      guard let low = bounds.first, let high = bounds.last, (1...99).contains(low),
        (low...99).contains(high)
      else {
        context.findings.warn(
          .badEnding,
          "ending '\(TextDecoder.string(from: text))' is not a list of numbers "
            + "from 1 to 99 such as 1,3 or 1-2; ignored", at: offset)
        return
      }
      for number in low...high where !numbers.contains(number) { numbers.append(number) }
    }
    voice.startEnding(numbers, at: offset)
  }

  /// Reads a chord symbol, or an annotation where a placement sign comes first.
  private mutating func readQuoted(_ quoted: ArraySlice<UInt8>, at offset: Int) {
    let isClosed = quoted.count > 1 && quoted.last == .quote
    if !isClosed {
      context.findings.warn(
        .unclosedText, "text without closing '\"'; read to the end of the line", at: offset)
    }
    guard voice.graces == nil else { return }
    let text = TextDecoder.string(from: quoted.dropFirst().dropLast(isClosed ? 1 : 0))
    guard let first = text.utf8.first else { return }
    let item: MeasureItem =
      "^_<>@".utf8.contains(first) ? .annotation(text) : .chordSymbol(ChordSymbol(text))
    voice.add(item, at: offset)
  }

  private mutating func readDecoration(_ name: ArraySlice<UInt8>, at offset: Int) {
    if name.matches("nil") || name.matches("none") { return }
    if !Decorations.isKnown(name) {
      context.findings.warn(
        .unknownDecoration,
        "unknown decoration '\(TextDecoder.verbatim(name.prefix(40)))'; kept, and not played",
        at: offset)
    }
    voice.addDecoration(TextDecoder.verbatim(name))
  }

  /// Reads a letter or sign that `U:` or the standard gives a meaning.
  private mutating func readShorthand(_ letter: UInt8, at offset: Int) {
    if let symbol = context.userSymbols[letter] {
      switch symbol {
      case .decoration(let name): voice.addDecoration(name)
      case .annotation(let text): voice.add(.annotation(text), at: offset)
      case .nothing: break
      }
    } else if let name = Decorations.defaultName(of: letter) {
      voice.addDecoration(name)
    } else {
      context.findings.warn(
        .unknownSymbol,
        "'\(Unicode.Scalar(letter))' stands for nothing here; ignored (U: can define it)",
        at: offset)
    }
  }

  private mutating func reportUnknown(_ bytes: ArraySlice<UInt8>, at offset: Int) {
    let isText = TextDecoder.isUTF8(bytes)
    let found = isText ? TextDecoder.string(from: bytes.prefix(20)) : "a byte that is not UTF-8"
    context.findings.warn(
      .unexpectedCharacter, "unexpected '\(found)' in music; ignored", at: offset)
  }
}
