import MusicModel

/// Writes one tune as tokens.
struct TuneWriter {
  var tokens: [Int32] = [Vocabulary.startToken]
  var dropped = DroppedContent()

  let table: TuneTokenTable
  let options: TuneEncoding.Options
  let transposition: Transposition
  let unit: NoteDuration

  /// What grace lengths are multiplied with, so that a bare grace note stays one.
  let graceScale: NoteDuration

  var meter: Meter
  var measure = 0
  var tuplet = TupletProgress()

  init(_ tune: Tune, _ options: TuneEncoding.Options) {
    self.options = options
    table = TuneTokenTable.table(options)
    meter = tune.meter
    unit = tune.encodedUnit
    graceScale = tune.graceScale
    if options.normalizesKey, let tonic = tune.keySignature.tonic {
      transposition = Transposition(toCFrom: tonic)
    } else {
      transposition = .none
    }
    tokens.reserveCapacity(400)
  }

  mutating func write(_ tune: Tune) throws(EncodingError) {
    countHeader(of: tune)
    let kind = tune.rhythm.flatMap { RhythmKind($0) }
    if let rhythm = tune.rhythm, rhythm != kind?.rawValue { dropped[.rhythmTexts] += 1 }
    append(.rhythm(kind))
    try write(tune.meter)
    try write(header: tune.keySignature)
    if options.plansForm, let plan = TunePlan(tune) { write(plan) }
    append(.unit(unit))
    if options.keepsParts, !tune.partOrder.isEmpty { try write(partOrder: tune.partOrder) }
    for (index, voice) in tune.voices.enumerated() {
      if options.keepsVoices {
        try writeStart(of: voice, index, of: tune)
        meter = tune.meter
        tuplet = TupletProgress()
      } else if index > 0 {
        break
      }
      try write(voice)
    }
    tokens.append(Vocabulary.endToken)
  }

  private mutating func countHeader(of tune: Tune) {
    dropped[.titles] += tune.titles.count
    dropped[.referenceNumbers] += tune.referenceNumber == nil ? 0 : 1
    dropped[.textFields] += tune.fields.count
    dropped[.tempi] += tune.tempo == nil ? 0 : 1
    dropped[.partOrders] += tune.partOrder.isEmpty || options.keepsParts ? 0 : 1
    guard !options.keepsVoices, let voice = tune.voices.first else { return }
    dropped[.voices] += max(0, tune.voices.count - 1)
    let plain = Voice(openingBarLine: voice.openingBarLine, measures: voice.measures)
    dropped[.voiceProperties] += voice == plain ? 0 : 1
  }
}

// MARK: - Tokens

extension TuneWriter {
  mutating func append(_ token: TuneToken) {
    tokens.append(table.requiredID(of: token))
  }

  mutating func spell(_ token: TuneToken, _ numbers: Int...) throws(EncodingError) {
    append(token)
    for number in numbers { try spell(number) }
  }

  mutating func spell(_ number: Int) throws(EncodingError) {
    guard abs(number) <= 999_999_999 else {
      throw .unreasonableNumber(number, measure: measure)
    }
    if number < 0 { append(.minus) }
    for digit in String(abs(number)) { append(.digit(digit.wholeNumberValue ?? 0)) }
    append(.numberEnd)
  }
}
