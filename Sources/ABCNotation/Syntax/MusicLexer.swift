/// Cuts a line of music into symbols.
///
/// It knows the characters of ABC and nothing of the tune: what a symbol means for the music is
/// decided by who reads the symbols. Every call of ``next(in:)`` takes at least one byte, so any line
/// ends.
struct MusicLexer {
  /// What the tune says about the use of characters.
  struct Options {
    /// Whether `!` breaks a line and does nothing else, by `I:linebreak !`.
    var bangBreaksLines = false

    /// Whether lines of an older ABC are read: `!` at a line's end, `+CEG+` as a chord.
    var isLoose = true
  }

  let options: Options

  /// Where the line ends, and the byte that comes next, as offsets into the text.
  ///
  /// The text itself is handed to each call, so that cutting a line up touches no reference count.
  let end: Int
  var index: Int

  /// Whether an old chord in plus signs is open.
  var isInPlusChord = false

  /// Whether only blanks came since a bar line, so that a digit numbers an ending.
  var followsBarLine = false

  /// Creates a lexer for a line that is given by its offsets into the text.
  init(_ line: Range<Int>, options: Options = Options()) {
    self.index = line.lowerBound
    self.end = line.upperBound
    self.options = options
  }

  /// The byte some places ahead, or zero past the end of the line.
  @inline(__always)
  func peek(_ bytes: Span<UInt8>, _ distance: Int = 0) -> UInt8 {
    index + distance < end ? bytes[index + distance] : 0
  }

  /// Takes the next symbol off the line, or returns `nil` at its end.
  mutating func next(in bytes: Span<UInt8>) -> MusicSymbol? {
    guard index < end else { return nil }
    let start = index
    let kind = lex(bytes)
    switch kind {
    case .barLine: followsBarLine = true
    case .blank, .reserved: break
    default: followsBarLine = false
    }
    return MusicSymbol(kind: kind, start: start, end: index)
  }

  private mutating func lex(_ bytes: Span<UInt8>) -> MusicSymbol.Kind {
    let byte = bytes[index]
    switch byte {
    case 0x41...0x47, 0x61...0x67: return .note(note(byte, bytes))
    case .space, .tab, 0, 0x0B, 0x0C: return blank(bytes)
    case .bar, .colon, .closeBracket: return barLineOrChordEnd(byte, bytes)
    case .caret, .underscore, .equals: return accidentalNote(bytes)
    case .openBracket: return bracket(bytes)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return digits(bytes)
    case .quote: return quoted(bytes)
    case UInt8(ascii: "("): return parenthesis(bytes)
    case UInt8(ascii: ")"): return single(.slurEnd)
    case .minus: return single(.tie)
    case .dot: return dot(bytes)
    case UInt8(ascii: ">"), UInt8(ascii: "<"): return brokenRhythm(byte, bytes)
    case UInt8(ascii: "{"): return graceStart(bytes)
    case UInt8(ascii: "}"): return single(.graceEnd)
    case .bang: return bang(bytes)
    case .plus: return plus(bytes)
    case UInt8(ascii: "&"): return overlay(bytes)
    case .percent: return rest(of: .blank)
    case .backslash: return backslash(bytes)
    case UInt8(ascii: "z"), UInt8(ascii: "x"), UInt8(ascii: "Z"), UInt8(ascii: "X"):
      index += 1
      return .rest(byte, length(bytes))
    case UInt8(ascii: "y"):
      index += 1
      _ = length(bytes)
      return .spacer
    case .tilde, 0x48...0x57, 0x68...0x77: return single(.shorthand(byte))
    case UInt8(ascii: "`"), UInt8(ascii: "$"): return single(.blank)
    case UInt8(ascii: "#"), .star, UInt8(ascii: ";"), UInt8(ascii: "?"), UInt8(ascii: "@"):
      return single(.reserved)
    default: return unknown(bytes)
    }
  }

  /// Whether a byte is a letter from A to G or a to g.
  @inline(__always)
  static func isNoteLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 7 }

  mutating func single(_ kind: MusicSymbol.Kind) -> MusicSymbol.Kind {
    index += 1
    return kind
  }

  private mutating func rest(of kind: MusicSymbol.Kind) -> MusicSymbol.Kind {
    index = end
    return kind
  }

  private mutating func blank(_ bytes: Span<UInt8>) -> MusicSymbol.Kind {
    while index < end, bytes[index].isBlank { index += 1 }
    return .blank
  }

  /// Takes a whole character, however many bytes it has.
  private mutating func unknown(_ bytes: Span<UInt8>) -> MusicSymbol.Kind {
    index += 1
    while index < end, bytes[index] & 0xC0 == 0x80 { index += 1 }
    return .unknown
  }

  private mutating func backslash(_ bytes: Span<UInt8>) -> MusicSymbol.Kind {
    var next = index + 1
    while next < end, bytes[next].isBlank { next += 1 }
    if next == end || bytes[next] == .percent { return rest(of: .blank) }
    return unknown(bytes)
  }

  private mutating func overlay(_ bytes: Span<UInt8>) -> MusicSymbol.Kind {
    let start = index
    while peek(bytes) == UInt8(ascii: "&") { index += 1 }
    guard index - start == 1, peek(bytes) == UInt8(ascii: ")") else {
      return .overlay(index - start)
    }
    return single(.overlaySpanEnd)
  }
}
