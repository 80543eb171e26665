extension MusicLexer {
  /// Takes what starts with `[`: a bar line, an ending, a field, or a chord.
  mutating func bracket(_ bytes: Span<UInt8>) -> MusicSymbol.Kind {
    let second = peek(bytes, 1)
    if second == .bar || second == .closeBracket { return barLine(bytes) }
    if second.isDigit {
      index += 1
      return ending(bytes)
    }
    if second.isLetter, peek(bytes, 2) == .colon { return field(second, bytes) }
    if second == .colon, peek(bytes, 2) == .bar || peek(bytes, 2) == .colon {
      return barLine(bytes)
    }
    return single(.chordStart)
  }

  /// Takes what starts with `|`, `:` or `]`.
  mutating func barLineOrChordEnd(_ byte: UInt8, _ bytes: Span<UInt8>) -> MusicSymbol.Kind {
    guard byte == .closeBracket else { return barLine(bytes) }
    index += 1
    return .chordEnd(length(bytes))
  }

  /// Takes digits: an ending after a bar line, nothing anywhere else.
  mutating func digits(_ bytes: Span<UInt8>) -> MusicSymbol.Kind {
    if followsBarLine { return ending(bytes) }
    _ = number(bytes)
    return .unknown
  }

  /// Takes the numbers of an ending.
  private mutating func ending(_ bytes: Span<UInt8>) -> MusicSymbol.Kind {
    let start = index
    while index < end {
      let byte = bytes[index]
      let separates = byte == .comma || byte == .minus || byte == .dot
      guard byte.isDigit || separates && peek(bytes, 1).isDigit else { break }
      index += 1
    }
    return .ending(from: start)
  }

  /// Takes `.|`, or a dot that marks a slur, a tie or a note.
  mutating func dot(_ bytes: Span<UInt8>) -> MusicSymbol.Kind {
    switch peek(bytes, 1) {
    case .bar: return barLine(bytes)
    case UInt8(ascii: "("):
      index += 1
      return peek(bytes, 1).isDigit ? .shorthand(.dot) : parenthesis(bytes)
    case .minus:
      index += 2
      return .tie
    default: return single(.shorthand(.dot))
    }
  }

  /// Takes a bar line of any shape: a run of `|`, `[`, `]` and `:` (ABC 2.1, section 4.8).
  private mutating func barLine(_ bytes: Span<UInt8>) -> MusicSymbol.Kind {
    let isDotted = peek(bytes) == .dot
    if isDotted { index += 1 }
    var leading = 0
    while peek(bytes) == .colon {
      leading += 1
      index += 1
    }
    let start = index
    takeLines(bytes)
    let shape = isDotted ? .dotted : self.shape(from: start, bytes)
    var trailing = 0
    while peek(bytes) == .colon {
      trailing += 1
      index += 1
      if peek(bytes) == .bar, trailing > 0 {
        // `:|:|` goes on with a line of its own; the colon belongs to that one.
        index -= 1
        trailing -= 1
        break
      }
    }
    if index == start { return colonsOnly(leading) }
    return .barLine(
      WrittenBarLine(shape: shape, endedRepeats: leading, startedRepeats: trailing))
  }

  /// `::` ends and starts a repeat.
  private func colonsOnly(_ count: Int) -> MusicSymbol.Kind {
    let half = (count + 1) / 2
    return .barLine(
      WrittenBarLine(
        shape: count == 1 ? .colon : .single, endedRepeats: count == 1 ? 0 : half,
        startedRepeats: count == 1 ? 0 : half))
  }

  /// Takes `|`, `]`, and `[` where it does not start a chord, an ending or a field.
  private mutating func takeLines(_ bytes: Span<UInt8>) {
    while index < end {
      switch bytes[index] {
      case .bar: index += 1
      case .closeBracket: index += 1
      case .openBracket where peek(bytes, 1) == .bar || peek(bytes, 1) == .closeBracket: index += 1
      case .openBracket
      where peek(bytes, 1) == .colon && (peek(bytes, 2) == .colon || peek(bytes, 2) == .bar):
        index += 1
      default: return
      }
    }
  }

  private func shape(from start: Int, _ bytes: Span<UInt8>) -> WrittenBarLine.Shape {
    var bars = 0
    var hasOpenBracket = false
    var hasCloseBracket = false
    for offset in start..<index {
      let byte = bytes[offset]
      if byte == .bar { bars += 1 }
      if byte == .openBracket { hasOpenBracket = true }
      if byte == .closeBracket { hasCloseBracket = true }
    }
    if hasOpenBracket, hasCloseBracket, bars <= 1 { return .invisible }
    if hasCloseBracket { return .thinThick }
    if hasOpenBracket { return .thickThin }
    return bars > 1 ? .double : .single
  }

  /// Takes `[K:D]`; without its bracket it is unknown.
  private mutating func field(_ letter: UInt8, _ bytes: Span<UInt8>) -> MusicSymbol.Kind {
    var close = index + 3
    while close < end, bytes[close] != .closeBracket { close += 1 }
    guard close < end else {
      index = end
      return .unknown
    }
    index = close + 1
    return .field(letter)
  }
}
