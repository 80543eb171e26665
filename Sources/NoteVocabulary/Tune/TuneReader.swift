import MusicModel

/// Reads tokens as a tune.
struct TuneReader {
  /// The tune as far as it was read.
  var tune = Tune(voices: [Voice()])

  private let tokens: [Int32]
  private let options: TuneEncoding.Options
  private let givenTonic: PitchName?
  private let table: TuneTokenTable
  var position = 0

  private(set) var transposition = Transposition.none
  var meter = Meter.none
  var measure = Measure(barLine: nil)
  var measureHasStarted = false
  var tuplet = TupletProgress()
  private var pendingDuration: NoteDuration?
  private var pendingGraces: GraceGroup?

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

// MARK: - Header

extension TuneReader {
  private mutating func readHeader() throws(EncodingError) {
    guard try next("<s>") == .start else { throw unexpected("<s>") }
    guard case .rhythm(let kind) = try next("a kind of tune") else {
      throw unexpected("a kind of tune")
    }
    tune.rhythm = kind?.rawValue
    guard let meter = try readMeter() else { throw unexpected("a meter") }
    (tune.meter, self.meter) = (meter, meter)
    try readHeaderKey()
    if options.plansForm { try skipPlan() }
    guard case .unit(let unit) = try next("a unit length") else {
      throw unexpected("a unit length")
    }
    tune.unitNoteLength = unit
    if try peek("music or </s>") == .partOrder { try readPartOrder() }
  }

  /// Passes over the plan: the music itself says all that it tells.
  private mutating func skipPlan() throws(EncodingError) {
    while true {
      switch try peek("a unit length") {
      case .digit, TunePlan.repeatedMark, TunePlan.onceMark, TunePlan.tonicMark: position += 1
      default: return
      }
    }
  }

  private mutating func readHeaderKey() throws(EncodingError) {
    guard var key = try readKeyWithoutTonic() else { throw unexpected("a mode") }
    if let mode = key.mode {
      let tonic = options.keepsTonic ? try readTonic() : givenTonic ?? PitchName(.c)
      key.kind = .tonic(tonic, mode)
      if options.normalizesKey { transposition = Transposition(fromCTo: tonic) }
    }
    key.accidentals = key.accidentals.map { transposition($0) }
    tune.keySignature = key
  }

  /// Reads a meter, or returns `nil` without a step if none comes next.
  private mutating func readMeter() throws(EncodingError) -> Meter? {
    switch try peek("a meter") {
    case .meter(let meter):
      position += 1
      return meter
    case .spelledMeter:
      position += 1
      let notation = Meter.Notation(number: try number(in: 0...2)) ?? .fraction
      let beatUnit = try number(in: 1...Meter.termLimit)
      var groups: [Int] = []
      for _ in 0..<(try number(in: 0...Meter.groupLimit)) {
        groups.append(try number(in: 0...Meter.termLimit))
      }
      return Meter(groups: groups, beatUnit: beatUnit, notation: notation)
    default: return nil
    }
  }

  /// Reads a key whose tonic, if it has one, is C for now; `nil` without a step if none comes next.
  private mutating func readKeyWithoutTonic() throws(EncodingError) -> KeySignature? {
    var key: KeySignature
    switch try peek("a mode") {
    case .mode(let mode): key = KeySignature(PitchName(.c), mode)
    case .noKey: key = KeySignature(.none)
    case .highlandPipes: key = KeySignature(.highlandPipes)
    case .highlandPipesMarked: key = KeySignature(.highlandPipesMarked)
    default: return nil
    }
    position += 1
    if try peek("a tonic") == .explicitKey {
      position += 1
      key.replacesMode = true
    }
    while try peek("a tonic") == .keyAccidental {
      position += 1
      key.accidentals.append(try readTonic())
    }
    return key
  }

  private mutating func readTonic() throws(EncodingError) -> PitchName {
    switch try next("a tonic") {
    case .tonic(let name): return name
    case .spelledTonic:
      let step = try number(in: 0...6)
      return PitchName(PitchStep.allCases[step], alteration: try number(in: -100...100))
    default: throw unexpected("a tonic")
    }
  }
}

// MARK: - Music

extension TuneReader {
  private mutating func readSymbol() throws(EncodingError) {
    switch try peek("music") {
    case .bar, .spelledBar, .noBar: try readBarLine()
    case .ending, .spelledEnding: try readEnding()
    case .meter, .spelledMeter, .mode, .noKey, .highlandPipes, .highlandPipesMarked:
      try rejectPending()
      try readChange()
    case .tuplet, .spelledTuplet:
      try rejectPending()
      try readTuplet()
    case .emptyMeasure:
      position += 1
      measureHasStarted = true
    case .graceStart, .acciaccaturaStart:
      guard pendingDuration == nil, pendingGraces == nil else {
        position += 1
        throw unexpected("a note")
      }
      pendingGraces = try readGraces()
    case .chordRoot, .spelledChordSymbol:
      try rejectPending()
      try readChordSymbol()
    case .partLabel, .spelledPartLabel: try readPartLabel()
    case .voice, .spelledVoice: try readVoice()
    case .overlay: try readOverlay()
    case .duration, .spelledDuration:
      guard pendingDuration == nil else { position += 1; throw unexpected("a pitch") }
      pendingDuration = try readDuration()
    default: try readTimedItem()
    }
  }

  private mutating func readBarLine() throws(EncodingError) {
    try rejectPending()
    let isFirst = tune.voices[voice].measures.isEmpty && tune.voices[voice].openingBarLine == nil
    switch try next("a bar line") {
    case .bar(let barLine): measure.barLine = barLine
    case .spelledBar:
      let style = BarLine.Style(number: try number(in: 0...5)) ?? .single
      let ended = try number(in: 0...999_999_999)
      measure.barLine = BarLine(
        style, endedRepeats: ended, startedRepeats: try number(in: 0...999_999_999))
    default: measure.barLine = nil
    }
    if isFirst && !measureHasStarted {
      tune.voices[voice].openingBarLine = measure.barLine
      measure = Measure(barLine: nil)
    } else {
      measureHasStarted = true
      closeMeasure()
    }
  }

  mutating func closeMeasure() {
    guard measureHasStarted else { return }
    tune.voices[voice].measures.append(measure)
    measure = Measure(barLine: nil)
    measureHasStarted = false
  }

  private mutating func readEnding() throws(EncodingError) {
    guard measure.items.isEmpty, measure.overlays.isEmpty, pendingDuration == nil,
      pendingGraces == nil
    else {
      position += 1
      throw unexpected("an ending at the start of a measure only")
    }
    var number = 0
    switch try next("an ending") {
    case .ending(let value): number = value
    default: number = try self.number(in: -999_999_999...999_999_999)
    }
    measure.ending = (measure.ending ?? []) + [number]
    measureHasStarted = true
  }

  private mutating func readChange() throws(EncodingError) {
    if let meter = try readMeter() {
      self.meter = meter
      return append(.meter(meter))
    }
    guard var key = try readKeyWithoutTonic() else { throw unexpected("a key") }
    if let mode = key.mode { key.kind = .tonic(transposition(try readTonic()), mode) }
    key.accidentals = key.accidentals.map { transposition($0) }
    append(.key(key))
  }

  private mutating func readTuplet() throws(EncodingError) {
    var tuplet = Tuplet(0, inTimeOf: 0, count: 0)
    switch try next("a tuplet") {
    case .tuplet(let common): tuplet = common
    default:
      tuplet.actual = try number(in: 1...9999)
      tuplet.normal = try number(in: 1...9999)
      tuplet.count = try number(in: 1...9999)
    }
    self.tuplet = TupletProgress(tuplet)
    append(.tuplet(tuplet))
  }

  mutating func append(_ item: MeasureItem) {
    if measure.overlays.isEmpty {
      measure.items.append(item)
    } else {
      measure.overlays[measure.overlays.count - 1].append(item)
    }
    measureHasStarted = true
  }
}

// MARK: - Notes, chords and rests

extension TuneReader {
  private mutating func readTimedItem() throws(EncodingError) {
    let token = try next("music")
    switch token {
    case .pitch, .spelledPitch:
      let pitch = try readPitch(token)
      let (duration, ornaments) = take(impliedBy: tune.unitNoteLength)
      append(.note(Note(pitch, duration, isTied: try readTie(), ornaments: ornaments)))
    case .chordStart: try readChord()
    case .rest, .invisibleRest:
      let (duration, ornaments) = take(impliedBy: tune.unitNoteLength)
      append(.rest(Rest(duration, isVisible: token == .rest, ornaments: ornaments)))
    case .measuresRest, .invisibleMeasuresRest:
      let measures = try number(in: -999_999_999...999_999_999)
      let implied = meter.duration(ofMeasures: measures) ?? tune.unitNoteLength
      let (duration, ornaments) = take(impliedBy: implied)
      let isVisible = token == .measuresRest
      append(
        .rest(Rest(duration, isVisible: isVisible, measures: measures, ornaments: ornaments)))
    default: throw unexpected("music")
    }
  }

  private mutating func readChord() throws(EncodingError) {
    let ratio = tuplet.ratio ?? .whole
    let (duration, ornaments) = take(impliedBy: tune.unitNoteLength)
    let notes = try readNotes(until: .chordEnd, ratio: ratio, implied: duration)
    append(.chord(Chord(notes, duration: duration, ornaments: ornaments)))
  }

  private mutating func readGraces() throws(EncodingError) -> GraceGroup {
    let isAcciaccatura = try next("grace notes") == .acciaccaturaStart
    let notes = try readNotes(until: .graceEnd, ratio: .whole, implied: tune.unitNoteLength)
    return GraceGroup(notes, isAcciaccatura: isAcciaccatura)
  }

  /// Reads notes with lengths and ties up to a closing token.
  private mutating func readNotes(
    until end: TuneToken, ratio: NoteDuration, implied: NoteDuration
  ) throws(EncodingError) -> [Note] {
    var notes: [Note] = []
    while try peek("a pitch") != end {
      var duration = implied
      var ornaments = Ornaments.none
      if end == .chordEnd, [.graceStart, .acciaccaturaStart].contains(try peek("a pitch")) {
        ornaments.graces = try readGraces()
      }
      switch try peek("a pitch") {
      case .duration, .spelledDuration: duration = try readDuration() * ratio
      default: break
      }
      let pitch = try readPitch(next("a pitch"))
      notes.append(Note(pitch, duration, isTied: try readTie(), ornaments: ornaments))
    }
    position += 1
    return notes
  }

  /// The real length and the graces of the next timed item, which counts towards a tuplet.
  private mutating func take(impliedBy implied: NoteDuration) -> (NoteDuration, Ornaments) {
    let written = pendingDuration ?? implied
    let duration = tuplet.ratio.map { written * $0 } ?? written
    let ornaments = Ornaments(graces: pendingGraces)
    pendingDuration = nil
    pendingGraces = nil
    tuplet.advance()
    return (duration, ornaments)
  }

  private mutating func readPitch(_ token: TuneToken) throws(EncodingError) -> SpelledPitch {
    if case .pitch(let pitch) = token { return transposition(pitch) }
    guard token == .spelledPitch else { throw unexpected("a pitch") }
    let step = PitchStep.allCases[try number(in: 0...6)]
    let octave = try number(in: -1001...1001)
    let alteration = try number(in: -1200...1200)
    return transposition(
      SpelledPitch(
        step, alteration: alteration, octave: octave, cents: try number(in: -99...99)))
  }

  private mutating func readTie() throws(EncodingError) -> Bool {
    guard position < tokens.count, try peek("music") == .tie else { return false }
    position += 1
    return true
  }

  private mutating func readDuration() throws(EncodingError) -> NoteDuration {
    switch try next("a length") {
    case .duration(let duration): return duration
    default:
      let numerator = try number(in: 0...1 << 24)
      return NoteDuration(numerator, try number(in: 1...1 << 24))
    }
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
