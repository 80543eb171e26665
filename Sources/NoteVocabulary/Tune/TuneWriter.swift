import MusicModel

/// Writes one tune as tokens.
struct TuneWriter {
  var tokens: [Int32] = [Vocabulary.startToken]
  var dropped = DroppedContent()

  let table: TuneTokenTable
  private let options: TuneEncoding.Options
  let transposition: Transposition
  private let unit: NoteDuration

  /// What grace lengths are multiplied with, so that a bare grace note stays one.
  private let graceScale: NoteDuration

  private var meter: Meter
  private var measure = 0
  private var tuplet = TupletProgress()

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

// MARK: - Measures

extension TuneWriter {
  private mutating func write(_ voice: Voice) throws(EncodingError) {
    if let opening = voice.openingBarLine { try write(opening) }
    var measures = voice.measures
    if !options.keepsLooseTies {
      let cleaned = voice.measuresWithoutLooseTies()
      measures = cleaned.measures
      dropped[.looseTies] += cleaned.looseTies
    }
    for (index, measure) in measures.enumerated() {
      self.measure = index + 1
      let start = tokens.count
      try write(measure)
      if tokens.count == start { append(.emptyMeasure) }
      if let barLine = measure.barLine {
        try write(barLine)
      } else if index + 1 < measures.count {
        append(.noBar)
      }
    }
  }

  private mutating func write(_ measure: Measure) throws(EncodingError) {
    if let label = measure.partLabel {
      if options.keepsParts { try write(partLabel: label) } else { dropped[.partLabels] += 1 }
    }
    for number in measure.ending ?? [] {
      if let id = table.id(of: .ending(number)) {
        tokens.append(id)
      } else {
        try spell(.spelledEnding, number)
      }
    }
    for item in measure.items { try write(item) }
    guard options.keepsVoices else {
      dropped[.overlays] += measure.overlays.count
      return
    }
    for overlay in measure.overlays {
      append(.overlay)
      tuplet = TupletProgress()
      for item in overlay { try write(item) }
    }
  }

  private mutating func write(_ barLine: BarLine) throws(EncodingError) {
    if let id = table.id(of: .bar(barLine)) {
      tokens.append(id)
    } else {
      try spell(
        .spelledBar, barLine.style.number, barLine.endedRepeats, barLine.startedRepeats)
    }
  }

  private mutating func write(_ item: MeasureItem) throws(EncodingError) {
    switch item {
    case .note(let note): try write(note)
    case .chord(let chord): try write(chord)
    case .rest(let rest): try write(rest)
    case .tuplet(let tuplet): try write(tuplet)
    case .chordSymbol(let symbol):
      if options.keepsChordSymbols { try write(symbol) } else { dropped[.chordSymbols] += 1 }
    case .annotation: dropped[.annotations] += 1
    case .decoration: dropped[.decorations] += 1
    case .meter(let meter): try write(meter)
    case .key(let key): try write(key, transposition)
    case .tempo: dropped[.tempi] += 1
    case .directive: dropped[.directives] += 1
    }
  }
}

// MARK: - Notes

extension TuneWriter {
  private mutating func write(_ note: Note) throws(EncodingError) {
    count(note.ornaments)
    if let graces = note.ornaments.graces { try write(graces) }
    try write(takeWritten(note.duration), impliedBy: unit)
    try write(pitchOf: note)
  }

  private mutating func write(_ chord: Chord) throws(EncodingError) {
    count(chord.ornaments)
    if let graces = chord.ornaments.graces { try write(graces) }
    let ratio = tuplet.ratio
    let duration = try takeWritten(chord.duration)
    try write(duration, impliedBy: unit)
    append(.chordStart)
    for note in chord.notes {
      count(note.ornaments)
      if let graces = note.ornaments.graces { try write(graces) }
      try write(divide(note.duration, by: ratio), impliedBy: duration)
      try write(pitchOf: note)
    }
    append(.chordEnd)
  }

  private mutating func write(_ rest: Rest) throws(EncodingError) {
    count(rest.ornaments)
    if let graces = rest.ornaments.graces { try write(graces) }
    let duration = try takeWritten(rest.duration)
    guard let measures = rest.measures else {
      try write(duration, impliedBy: unit)
      return append(rest.isVisible ? .rest : .invisibleRest)
    }
    try write(duration, impliedBy: meter.duration(ofMeasures: measures) ?? unit)
    try spell(rest.isVisible ? .measuresRest : .invisibleMeasuresRest, measures)
  }

  private mutating func write(_ graces: GraceGroup) throws(EncodingError) {
    append(graces.isAcciaccatura ? .acciaccaturaStart : .graceStart)
    for note in graces.notes {
      count(note.ornaments)
      dropped[.nestedGraces] += note.ornaments.graces?.notes.count ?? 0
      try check(note.duration)
      let scaled = graceScale == .whole ? note.duration : note.duration * graceScale
      try write(check(scaled), impliedBy: unit)
      try write(pitchOf: note)
    }
    append(.graceEnd)
  }

  private mutating func write(pitchOf note: Note) throws(EncodingError) {
    let pitch = transposition(note.pitch)
    if let id = table.id(of: pitch) {
      tokens.append(id)
    } else {
      guard abs(note.pitch.octave) < 1000, abs(note.pitch.alteration) < 1000,
        abs(note.pitch.cents) < 100
      else { throw .unreasonablePitch(note.pitch, measure: measure) }
      try spell(.spelledPitch, pitch.step.rawValue, pitch.octave, pitch.alteration, pitch.cents)
    }
    if note.isTied { append(.tie) }
    if note.hasCourtesyAccidental { dropped[.courtesyAccidentals] += 1 }
  }

  private mutating func write(
    _ duration: NoteDuration, impliedBy implied: NoteDuration
  ) throws(EncodingError) {
    guard duration != implied else { return }
    if let id = table.id(of: duration) { return tokens.append(id) }
    try spell(.spelledDuration, duration.numerator, duration.denominator)
  }

  private mutating func write(_ tuplet: Tuplet) throws(EncodingError) {
    guard tuplet.isPossible else {
      dropped[.impossibleTuplets] += 1
      return
    }
    self.tuplet = TupletProgress(tuplet)
    if let id = table.id(of: .tuplet(tuplet)) { return tokens.append(id) }
    try spell(.spelledTuplet, tuplet.actual, tuplet.normal, tuplet.count)
  }

  private mutating func count(_ ornaments: Ornaments) {
    dropped[.decorations] += ornaments.decorations.count
    dropped[.slurs] += ornaments.slurStarts
    if !ornaments.syllables.isEmpty {
      dropped[.syllables] += ornaments.syllables.count { $0 != nil }
    }
  }

  /// The written length of the next timed item, which counts towards an open tuplet.
  private mutating func takeWritten(_ duration: NoteDuration) throws(EncodingError) -> NoteDuration
  {
    let ratio = tuplet.ratio
    tuplet.advance()
    return try divide(duration, by: ratio)
  }

  private func divide(
    _ duration: NoteDuration, by ratio: NoteDuration?
  ) throws(EncodingError) -> NoteDuration {
    try check(duration)
    guard let ratio else { return duration }
    return try check(duration / ratio)
  }

  @discardableResult
  private func check(_ duration: NoteDuration) throws(EncodingError) -> NoteDuration {
    guard duration.numerator <= 1 << 24, duration.denominator <= 1 << 24 else {
      throw .unreasonableDuration(duration, measure: measure)
    }
    return duration
  }
}

// MARK: - Keys, meters, numbers

extension TuneWriter {
  private mutating func write(_ meter: Meter) throws(EncodingError) {
    if let term = meter.unreasonableTerm {
      throw .unreasonableNumber(term, measure: measure)
    }
    self.meter = meter
    if let id = table.id(of: .meter(meter)) { return tokens.append(id) }
    try spell(.spelledMeter, meter.notation.number, meter.beatUnit, meter.groups.count)
    for group in meter.groups { try spell(group) }
  }

  /// Writes the key at the start: its accidentals transposed, its tonic as it is.
  private mutating func write(header key: KeySignature) throws(EncodingError) {
    try writeKind(of: key, transposition)
    if options.keepsTonic, let tonic = key.tonic { try write(tonic) }
  }

  /// Writes how many measures each section has and whether it is repeated, then whether the tune
  /// ends on the tonic.
  private mutating func write(_ plan: TunePlan) {
    for section in plan.sections {
      for digit in String(section.measures) { append(.digit(digit.wholeNumberValue ?? 0)) }
      append(section.isRepeated == true ? TunePlan.repeatedMark : TunePlan.onceMark)
    }
    if plan.endsOnTonic { append(TunePlan.tonicMark) }
  }

  /// Writes a key within the tune, moved as the pitches are.
  private mutating func write(
    _ key: KeySignature, _ transposition: Transposition
  ) throws(EncodingError) {
    try writeKind(of: key, transposition)
    if let tonic = key.tonic { try write(transposition(tonic)) }
  }

  private mutating func writeKind(
    of key: KeySignature, _ transposition: Transposition
  ) throws(EncodingError) {
    switch key.kind {
    case .tonic(_, let mode): append(.mode(mode))
    case .none: append(.noKey)
    case .highlandPipes: append(.highlandPipes)
    case .highlandPipesMarked: append(.highlandPipesMarked)
    }
    if key.replacesMode { append(.explicitKey) }
    for accidental in key.accidentals {
      append(.keyAccidental)
      try write(transposition(accidental))
    }
  }

  private mutating func write(_ name: PitchName) throws(EncodingError) {
    if let id = table.id(of: .tonic(name)) { return tokens.append(id) }
    guard abs(name.alteration) <= 50 else {
      throw .unreasonableNumber(name.alteration, measure: measure)
    }
    try spell(.spelledTonic, name.step.rawValue, name.alteration)
  }

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
