import MusicModel

/// Reads tokens as a tune.
struct TuneReader {
  /// The tune as far as it was read.
  var tune = Tune(voices: [Voice()])

  let tokens: [Int32]
  let options: TuneEncoding.Options
  let givenTonic: PitchName?
  private let table: TuneTokenTable
  var position = 0

  var transposition = Transposition.none
  var meter = Meter.none
  var measure = Measure(barLine: nil)
  var measureHasStarted = false
  var tuplet = TupletProgress()
  var pendingDuration: NoteDuration?
  var pendingGraces: GraceGroup?

  /// Whether a voice token has been read: the first one names the first voice.
  var hasNamedVoice = false

  /// The voice being read.
  var voice: Int { tune.voices.count - 1 }

  init(_ tokens: [Int32], _ options: TuneEncoding.Options, tonic: PitchName?) {
    self.tokens = tokens
    self.options = options
    table = TuneTokenTable.table(options)
    givenTonic = tonic
  }

  mutating func read() throws(EncodingError) {
    defer { closeMeasure() }
    try readHeader()
    while try peek("music or </s>") != .end {
      try readSymbol()
    }
    try rejectPending()
    position += 1
    guard position == tokens.count else { throw unexpected("nothing after </s>") }
  }
}

// MARK: - Tokens

extension TuneReader {
  func peek(_ expected: String) throws(EncodingError) -> TuneToken {
    guard position < tokens.count else { throw .unexpectedEnd(expected: expected) }
    let id = tokens[position]
    guard table.tokens.indices.contains(Int(id)) else {
      throw .unknownToken(id, position: position)
    }
    return table.tokens[Int(id)]
  }

  mutating func next(_ expected: String) throws(EncodingError) -> TuneToken {
    let token = try peek(expected)
    position += 1
    return token
  }

  /// Reads a number in digits.
  mutating func number(in range: ClosedRange<Int>) throws(EncodingError) -> Int {
    var isNegative = false
    var value: Int?
    while true {
      switch try next("a number") {
      case .minus where value == nil && !isNegative: isNegative = true
      case .digit(let digit):
        value = (value ?? 0) * 10 + digit
        guard value ?? 0 <= 999_999_999 else { throw unexpected("a smaller number") }
      case .numberEnd:
        guard let value, range.contains(isNegative ? -value : value) else {
          throw unexpected("a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return isNegative ? -value : value
      default: throw unexpected("a digit")
      }
    }
  }

  /// Refuses a bar line, an end or a change between a length or graces and their note.
  mutating func rejectPending() throws(EncodingError) {
    guard pendingDuration != nil || pendingGraces != nil else { return }
    position += 1
    throw unexpected("a note")
  }

  /// The error for the token just passed.
  func unexpected(_ expected: String) -> EncodingError {
    let place = max(0, min(position, tokens.count) - 1)
    let id = tokens.isEmpty ? Vocabulary.endToken : tokens[place]
    let symbol =
      table.tokens.indices.contains(Int(id)) ? table.tokens[Int(id)].symbol : String(id)
    return .unexpectedToken(symbol, position: place, expected: expected)
  }
}
