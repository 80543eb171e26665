public import MusicModel

extension Tune {
  /// Writes a performance down: rhythm, measures, key and spelling found, voices separated.
  ///
  /// Music whose times are those of a score keeps them exactly; other music is moved to the rhythm
  /// that a person would write. Percussion has no place in the notation and is left out.
  public init(
    quantizing performance: Performance, options: TranscriptionOptions = TranscriptionOptions()
  ) throws(TranscriptionError) {
    var diagnostics: [Diagnostic] = []
    try self.init(quantizing: performance, options: options, diagnostics: &diagnostics)
  }

  /// Writes a performance down, and appends what could not be written to the diagnostics.
  public init(
    quantizing performance: Performance, options: TranscriptionOptions = TranscriptionOptions(),
    diagnostics: inout [Diagnostic]
  ) throws(TranscriptionError) {
    var transcription = try Transcription(performance, options)
    self = try transcription.tune()
    diagnostics += transcription.log.diagnostics
  }
}

/// The steps from a performance to a tune.
private struct Transcription {
  private let performance: Performance
  private let options: TranscriptionOptions
  private let parts: [Part]
  private var quantizer: RhythmQuantizer
  var log = FindingLog(file: "")

  init(
    _ performance: Performance, _ options: TranscriptionOptions
  ) throws(TranscriptionError) {
    self.performance = performance.withoutLaterSignatures
    self.options = options
    var parts = performance.parts.filter { $0.channel != 9 && !$0.notes.isEmpty }
    let percussion = performance.parts.filter { $0.channel == 9 }.reduce(0) { $0 + $1.notes.count }
    if percussion > 0 {
      log.note(.leftOut, at: 0, "\(percussion) notes of percussion are left out")
    }
    if options.selection == .melody, var melody = MelodyFinder.melodyPart(of: parts) {
      let total = parts.reduce(0) { $0 + $1.notes.count }
      melody.notes = MelodyFinder.skyline(melody.notes)
      parts = [melody]
      if total > melody.notes.count {
        log.note(
          .leftOut, at: 0, "\(total - melody.notes.count) notes beside the melody are left out")
      }
    }
    guard !parts.isEmpty else { throw .noNotes }
    guard performance.duration <= TranscriptionError.longestDuration else {
      throw .tooManyMeasures
    }
    self.parts = parts
    quantizer = RhythmQuantizer(parts.flatMap(\.notes))
  }

  mutating func tune() throws(TranscriptionError) -> Tune {
    let lines = separatedVoices()
    let end = lines.flatMap(\.events).map(\.end).max() ?? 0
    let grid = try BarGrid(performance.meters, end: end, time: quantizer.time)
    guard lines.count * grid.bars.count <= TranscriptionError.maximumVoiceMeasureCount else {
      throw .tooManyVoices(lines.count)
    }
    let keys = keys(quantizer.time)
    report()
    let plain = tune(lines, [WrittenBar](grid), opensWithRepeat: false, grid, keys)
    guard options.foldsRepeats, keys.count == 1, grid.isEven, hasOneTempo else { return plain }
    let sections = RepeatFinder(lines.map(\.events), grid: grid, end: end).sections()
    guard sections.contains(where: { $0.period > 0 }) else { return plain }
    let folded = [WrittenBar].folded(sections, grid)
    let tune = tune(
      lines, folded.bars, opensWithRepeat: folded.opensWithRepeat, grid, keys)
    return tune.sounds(like: plain) ? tune : plain
  }

  private var hasOneTempo: Bool { performance.tempi.allSatisfy { $0.onset == .zero } }

  private func tune(
    _ lines: [(part: Part, events: [ScoreEvent])], _ bars: [WrittenBar], opensWithRepeat: Bool,
    _ grid: BarGrid, _ keys: [(start: Int, key: KeySignature)]
  ) -> Tune {
    var voices: [Voice] = []
    for (index, line) in lines.enumerated() {
      var composer = MeasureComposer(time: quantizer.time, speller: Speller(keys: keys))
      let items = composer.items(line.events, in: bars.map(\.bar))
      var measures = zip(bars, items).map { bar, items in
        Measure(ending: bar.ending, items: items, barLine: bar.barLine)
      }
      addSignatures(to: &measures, bars.map(\.bar), keys, grid.meter, withTempo: index == 0)
      voices.append(
        Voice(
          id: "\(index + 1)", name: line.part.name == performance.title ? nil : line.part.name,
          program: line.part.program == 0 ? nil : line.part.program,
          channel: line.part.channel == Performance.channel(ofVoice: index)
            ? nil : line.part.channel,
          openingBarLine: opensWithRepeat ? .startRepeat : nil,
          measures: measures))
    }
    return Tune(
      titles: performance.title.map { [$0] } ?? [], meter: grid.meter,
      keySignature: keys[0].key, tempo: openingTempo(grid.meter), voices: voices)
  }

  private mutating func separatedVoices() -> [(part: Part, events: [ScoreEvent])] {
    var lines: [(part: Part, events: [ScoreEvent])] = []
    for part in parts {
      let separator = VoiceSeparator(quantizer.events(part.notes))
      lines += separator.voices.map { (part, $0) }
      if separator.shortenedCount > 0 {
        log.note(
          .leftOut, at: 0,
          "\(separator.shortenedCount) notes of a part with more than eight at once are cut short")
      }
    }
    return lines
  }

  /// The keys by place, the first at the start.
  private func keys(_ time: ScoreTime) -> [(start: Int, key: KeySignature)] {
    let notes = parts.flatMap(\.notes).sorted { ($0.onset, $0.pitch) < ($1.onset, $1.pitch) }
    let hints = performance.keys
    guard hints.count > 1 else {
      return [(0, KeyFinder(notes).key(hint: hints.first?.value))]
    }
    var keys = hints.map { (start: time.units($0.onset), key: $0.value) }
    keys[0].start = 0
    return keys
  }

  // MARK: - Signatures

  private func addSignatures(
    to measures: inout [Measure], _ bars: [BarGrid.Bar],
    _ keys: [(start: Int, key: KeySignature)], _ meter: Meter, withTempo: Bool
  ) {
    let time = quantizer.time
    var items: [[MeasureItem]] = Array(repeating: [], count: measures.count)
    for (index, bar) in bars.enumerated() {
      if let meter = bar.newMeter { items[index].append(.meter(meter)) }
    }
    var next = 0
    for key in keys.dropFirst() {
      while next < bars.count, bars[next].start < key.start { next += 1 }
      if next < bars.count { items[next].append(.key(key.key)) }
    }
    if withTempo {
      var index = 0
      for tempo in performance.tempi where tempo.onset > .zero {
        let place = time.units(tempo.onset)
        while index < bars.count, bars[index].start < place { index += 1 }
        guard index < bars.count else { break }
        items[index].removeAll { if case .tempo = $0 { true } else { false } }
        items[index].append(.tempo(Tempo(tempo.value, in: meter)))
      }
    }
    for index in measures.indices { measures[index].items.insert(contentsOf: items[index], at: 0) }
  }

  private func openingTempo(_ meter: Meter) -> Tempo? {
    performance.tempi.first { $0.onset == .zero }.map { Tempo($0.value, in: meter) }
  }

  private mutating func report() {
    if quantizer.movedCount > 0 {
      log.note(
        .roundedTime, at: 0, "\(quantizer.movedCount) notes moved to the nearest written time")
    }
  }
}

extension Performance {
  /// The same music without changes of tempo, meter and key after its last note.
  fileprivate var withoutLaterSignatures: Performance {
    let end = duration
    var result = self
    result.tempi.removeAll { $0.onset > end }
    result.meters.removeAll { $0.onset > end }
    result.keys.removeAll { $0.onset > end }
    return result
  }
}

extension Tune {
  /// Whether two tunes give the same notes when they are played out.
  fileprivate func sounds(like other: Tune) -> Bool {
    guard let mine = try? Performance(unrolling: self),
      let theirs = try? Performance(unrolling: other)
    else { return false }
    return mine.parts.map(\.notes) == theirs.parts.map(\.notes)
  }
}

extension Tempo {
  /// A tempo counted in the pulse of a meter.
  ///
  /// A MIDI file holds microseconds per quarter note; the figure is the whole number, or else the
  /// one with two decimals, that gives the same microseconds.
  fileprivate init(_ quarters: QuartersPerMinute, in meter: Meter) {
    let pulse = meter.pulse ?? NoteDuration(1, 4)
    let quartersPerBeat = pulse.wholeNotes * 4
    let exact = quarters / quartersPerBeat
    let microseconds = (60_000_000 / quarters).rounded()
    let rounded = [1.0, 100].lazy.map { (exact * $0).rounded() / $0 }
      .first { $0 > 0 && (60_000_000 / ($0 * quartersPerBeat)).rounded() == microseconds }
    self.init(beats: [pulse], beatsPerMinute: rounded ?? exact)
  }
}
