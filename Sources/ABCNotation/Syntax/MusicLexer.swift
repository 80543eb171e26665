/// Cuts a line of music into symbols.
///
/// It knows the characters of ABC and nothing of the tune: what a symbol means for the music is
/// decided by who reads the symbols. Every call of ``next()`` takes at least one byte, so any line
/// ends.
struct MusicLexer {
  /// What the tune says about the use of characters.
  struct Options {
    /// Whether `!` breaks a line and does nothing else, by `I:linebreak !`.
    var bangBreaksLines = false

    /// Whether lines of an older ABC are read: `!` at a line's end, `+CEG+` as a chord.
    var isLoose = true
  }

  let bytes: [UInt8]
  let end: Int
  let options: Options
  var index: Int

  /// Whether an old chord in plus signs is open.
  var isInPlusChord = false

  /// Whether only blanks came since a bar line, so that a digit numbers an ending.
  private var followsBarLine = false

  init(_ line: ArraySlice<UInt8>, in bytes: [UInt8], options: Options = Options()) {
    self.bytes = bytes
    self.index = line.startIndex
    self.end = line.endIndex
    self.options = options
  }

  /// The byte some places ahead, or zero past the end of the line.
  @inline(__always)
  func peek(_ distance: Int = 0) -> UInt8 {
    index + distance < end ? bytes[index + distance] : 0
  }

  /// Takes the next symbol off the line, or returns `nil` at its end.
  mutating func next() -> MusicSymbol? {
    guard index < end else { return nil }
    let start = index
    let followedBarLine = followsBarLine
    let kind = lex(followsBarLine: followedBarLine)
    switch kind {
    case .barLine: followsBarLine = true
    case .blank: break
    default: followsBarLine = false
    }
    return MusicSymbol(kind: kind, start: start, end: index)
  }

  private mutating func lex(followsBarLine: Bool) -> MusicSymbol.Kind {
    let byte = bytes[index]
    switch byte {
    case 0x41...0x47, 0x61...0x67: return note(byte)
    case .space, .tab, 0, 0x0B, 0x0C: return blank()
    case .bar, .colon, .closeBracket: return barLineOrChordEnd(byte)
    case .caret, .underscore, .equals: return accidentalNote()
    case .openBracket: return bracket()
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return digits(followsBarLine: followsBarLine)
    case .quote: return quoted()
    case UInt8(ascii: "("): return parenthesis()
    case UInt8(ascii: ")"): return single(.slurEnd)
    case .minus: return single(.tie)
    case .dot: return dot()
    case UInt8(ascii: ">"), UInt8(ascii: "<"): return brokenRhythm(byte)
    case UInt8(ascii: "{"): return graceStart()
    case UInt8(ascii: "}"): return single(.graceEnd)
    case .bang: return bang()
    case .plus: return plus()
    case UInt8(ascii: "&"): return overlay()
    case .percent: return rest(of: .blank)
    case .backslash: return backslash()
    case UInt8(ascii: "z"), UInt8(ascii: "x"), UInt8(ascii: "Z"), UInt8(ascii: "X"):
      index += 1
      return .rest(byte, length())
    case UInt8(ascii: "y"):
      index += 1
      _ = length()
      return .spacer
    case .tilde, 0x48...0x57, 0x68...0x77: return single(.shorthand(byte))
    // The reserved characters of section 8.1 stand for nothing, like the backquote of 4.7.
    case UInt8(ascii: "`"), UInt8(ascii: "#"), .star, UInt8(ascii: ";"), UInt8(ascii: "?"),
      UInt8(ascii: "@"), UInt8(ascii: "$"):
      return single(.blank)
    default: return unknown()
    }
  }

  mutating func single(_ kind: MusicSymbol.Kind) -> MusicSymbol.Kind {
    index += 1
    return kind
  }

  private mutating func rest(of kind: MusicSymbol.Kind) -> MusicSymbol.Kind {
    index = end
    return kind
  }

  private mutating func blank() -> MusicSymbol.Kind {
    while index < end, bytes[index].isBlank { index += 1 }
    return .blank
  }

  /// Takes a whole character, however many bytes it has.
  private mutating func unknown() -> MusicSymbol.Kind {
    index += 1
    while index < end, bytes[index] & 0xC0 == 0x80 { index += 1 }
    return .unknown
  }

  private mutating func backslash() -> MusicSymbol.Kind {
    let rest = bytes[index + 1..<end].withoutComment
    if rest.allSatisfy(\.isBlank) { return self.rest(of: .blank) }
    return unknown()
  }

  private mutating func overlay() -> MusicSymbol.Kind {
    let start = index
    while peek() == UInt8(ascii: "&") { index += 1 }
    return .overlay(index - start)
  }
}
