import MusicModel

extension TuneWriter {
  mutating func write(_ voice: Voice) throws(EncodingError) {
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
    case .key(let key): try write(key)
    case .tempo: dropped[.tempi] += 1
    case .directive: dropped[.directives] += 1
    }
  }
}
