import MusicModel

extension TuneReader {
  mutating func readSymbol() throws(EncodingError) {
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
