extension MusicLexer {
  /// Takes a text in double quotes; one that never ends goes to the end of the line.
  mutating func quoted(_ bytes: Span<UInt8>) -> MusicSymbol.Kind {
    index += 1
    while index < end, bytes[index] != .quote {
      index +=
        bytes[index] == .backslash && (peek(bytes, 1) == .quote || peek(bytes, 1) == .backslash)
        ? 2 : 1
    }
    index = min(index + 1, end)
    return .quoted
  }

  /// Takes `!name!`, or a `!` that breaks the line (ABC 2.1, section 12.2).
  mutating func bang(_ bytes: Span<UInt8>) -> MusicSymbol.Kind {
    guard !options.bangBreaksLines, let close = closingDelimiter(.bang, bytes) else {
      return single(options.bangBreaksLines || options.isLoose ? .blank : .unknown)
    }
    index = close + 1
    return .decoration
  }

  /// Takes `+name+`, or the start or end of an old chord `+CEG+`.
  mutating func plus(_ bytes: Span<UInt8>) -> MusicSymbol.Kind {
    if isInPlusChord {
      isInPlusChord = false
      index += 1
      return .chordEnd(length(bytes))
    }
    guard let close = closingDelimiter(.plus, bytes) else { return single(.unknown) }
    if options.isLoose, isChord(index + 1..<close, bytes) {
      isInPlusChord = true
      return single(.chordStart)
    }
    index = close + 1
    return .decoration
  }

  /// The place of the delimiter that ends a name, unless a space or a bar line comes first.
  private func closingDelimiter(_ delimiter: UInt8, _ bytes: Span<UInt8>) -> Int? {
    var close = index + 1
    while close < end {
      switch bytes[close] {
      case delimiter: return close > index + 1 ? close : nil
      case .bar, .openBracket, .closeBracket, .colon, .space, .tab, .bang: return nil
      default: close += 1
      }
    }
    return nil
  }

  /// Whether a text between plus signs is the notes of a chord and no name of a decoration.
  private func isChord(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    let text = range.map { bytes[$0] }[...]
    guard !Decorations.isKnown(text) else { return false }
    return text.contains { $0.isLetter }
      && text.allSatisfy { byte in
        switch byte {
        case 0x41...0x47, 0x61...0x67, .comma, UInt8(ascii: "'"), .caret, .underscore, .equals,
          .slash, .minus:
          true
        default: byte.isDigit
        }
      }
  }
}
