extension MusicLexer {
  /// The largest number that a length is written with.
  static let largestNumber = 1_000_000_000

  /// Takes a note that starts with its letter.
  @inline(__always)
  mutating func note(
    _ letter: UInt8, _ bytes: Span<UInt8>, accidental: WrittenAccidental? = nil
  ) -> WrittenNote {
    index += 1
    var octave: Int8 = letter >= 0x61 ? 5 : 4
    while index < end {
      if bytes[index] == .comma {
        octave = max(octave - 1, -20)
      } else if bytes[index] == UInt8(ascii: "'") {
        octave = min(octave + 1, 20)
      } else {
        break
      }
      index += 1
    }
    // Letters run from A, octaves from C.
    let step = Int8((letter | 0x20) &- 0x61 &+ 5) % 7
    return WrittenNote(
      step: step, octave: octave, accidental: accidental, length: length(bytes))
  }

  /// Takes an accidental with its note; an accidental without a note is unknown.
  mutating func accidentalNote(_ bytes: Span<UInt8>) -> MusicSymbol.Kind {
    let start = index
    let accidental = self.accidental(bytes)
    let letter = peek(bytes)
    guard let accidental, letter.isLetter, letter.lowercased <= UInt8(ascii: "g") else {
      index = max(index, start + 1)
      return .unknown
    }
    return .note(note(letter, bytes, accidental: accidental))
  }

  /// Takes `^`, `^^`, `_`, `__`, `=`, or a microtone such as `^/`, `_3/2`.
  mutating func accidental(_ bytes: Span<UInt8>) -> WrittenAccidental? {
    let sign = peek(bytes)
    index += 1
    guard sign != .equals else { return .natural }
    var halves = 1
    if peek(bytes) == sign {
      index += 1
      halves = 2
    }
    let direction = sign == .caret ? 1 : -1
    guard peek(bytes) == .slash || peek(bytes).isDigit else {
      return WrittenAccidental(semitones: direction * halves)
    }
    let fraction = length(bytes)
    guard fraction.numerator <= 300, fraction.denominator <= 100, fraction.denominator > 0 else {
      return nil
    }
    let top = 200 * halves * Int(fraction.numerator)
    let cents = (top / Int(fraction.denominator) + 1) / 2
    guard cents < 400 else { return nil }
    return WrittenAccidental(hundredths: Int16(direction * cents))
  }

  /// Takes a length: `2`, `3/2`, `/`, `//`, `/4`, or nothing.
  @inline(__always)
  mutating func length(_ bytes: Span<UInt8>) -> WrittenLength {
    guard index < end else { return WrittenLength() }
    let byte = bytes[index]
    guard byte.isDigit || byte == .slash else { return WrittenLength() }
    return writtenLength(bytes)
  }

  private mutating func writtenLength(_ bytes: Span<UInt8>) -> WrittenLength {
    var length = WrittenLength()
    if bytes[index].isDigit { length.numerator = Int32(number(bytes)) }
    var slashes = 0
    while peek(bytes) == .slash {
      slashes += 1
      index += 1
    }
    guard slashes > 0 else { return length }
    if peek(bytes).isDigit {
      length.denominator = Int32(number(bytes))
      slashes -= 1
    }
    for _ in 0..<min(slashes, 30) where length.denominator < 1 << 29 {
      length.denominator *= 2
    }
    return length
  }

  /// Takes decimal digits; a number past ``largestNumber`` stays there.
  mutating func number(_ bytes: Span<UInt8>) -> Int {
    var value = 0
    while index < end, bytes[index].isDigit {
      value = min(value * 10 + bytes[index].digitValue, Self.largestNumber)
      index += 1
    }
    return value
  }

  mutating func brokenRhythm(_ sign: UInt8, _ bytes: Span<UInt8>) -> MusicSymbol.Kind {
    let start = index
    while peek(bytes) == sign { index += 1 }
    let count = index - start
    return .brokenRhythm(sign == UInt8(ascii: ">") ? count : -count)
  }

  /// Takes `(`, or `(3`, `(3:2:4`, or `(&`.
  mutating func parenthesis(_ bytes: Span<UInt8>) -> MusicSymbol.Kind {
    index += 1
    if peek(bytes) == UInt8(ascii: "&") { return single(.overlaySpanStart) }
    guard peek(bytes).isDigit else { return .slurStart }
    let p = number(bytes)
    var q = 0
    var r = 0
    if peek(bytes) == .colon {
      index += 1
      if peek(bytes).isDigit { q = number(bytes) }
      if peek(bytes) == .colon {
        index += 1
        if peek(bytes).isDigit { r = number(bytes) }
      }
    }
    return .tuplet(p, q, r)
  }

  mutating func graceStart(_ bytes: Span<UInt8>) -> MusicSymbol.Kind {
    index += 1
    guard peek(bytes) == .slash else { return .graceStart(isAcciaccatura: false) }
    index += 1
    return .graceStart(isAcciaccatura: true)
  }
}
