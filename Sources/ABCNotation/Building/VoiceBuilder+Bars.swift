import MusicModel

extension VoiceBuilder {
  /// Room for the measures of a tune of the usual length.
  private static let usualMeasureCount = 20

  /// Closes the measure, or joins a bar line with the one right before it.
  mutating func read(
    _ written: WrittenBarLine, at offset: Int, _ context: inout TuneContext
  ) {
    endOpenGroups(at: offset, &context)
    let barLine = BarLine(written)
    if isMeasureOpen {
      closeMeasure(with: barLine, at: offset)
    } else {
      join(barLine)
    }
    if hasPending {
      placePendingDecorations()
      moveGracesOverBarLine()
    }
    startMeasureOfAccidentals()
  }

  /// Accidentals end with the measure, but for notes that are tied over the bar line.
  private mutating func startMeasureOfAccidentals() {
    if let last, hasTie(at: last) {
      accidentals.startMeasure(after: item(at: last))
    } else {
      accidentals.startMeasure()
    }
  }

  /// Grace notes before a bar line belong to the note after it, in a measure of other accidentals.
  private mutating func moveGracesOverBarLine() {
    guard let count = pending.graces?.notes.count else { return }
    for index in 0..<count { pending.graces?.notes[index].hasCourtesyAccidental = false }
  }

  private mutating func endOpenGroups(at offset: Int, _ context: inout TuneContext) {
    if chord != nil { endChord(WrittenLength(), at: offset, &context, isClosed: false) }
    if let open = graces {
      context.findings.warn(.badGrace, "grace notes without '}'; closed here", at: open.start)
      endGraces(at: offset, &context)
    }
  }

  /// Moves decorations that stand before a bar line into the measure that it closes.
  private mutating func placePendingDecorations() {
    guard hasPending, !pending.decorations.isEmpty, !voice.measures.isEmpty else { return }
    let items = pending.decorations.map { MeasureItem.decoration($0) }
    voice.measures[voice.measures.count - 1].items += items
    pending.decorations = []
    hasPending = !pending.isEmpty
  }

  /// Finishes the open measure.
  mutating func closeMeasure(with barLine: BarLine?, at offset: Int) {
    if let target = overlaidMeasure {
      fileOverlay(under: target, endingWith: barLine)
      return
    }
    // The next measure is likely to be about as long as this one.
    var finished: [MeasureItem] = []
    finished.reserveCapacity(items.count + 2)
    swap(&items, &finished)
    var overlays: [[MeasureItem]] = []
    if !layers.isEmpty {
      if !finished.isEmpty { layers.append(finished) }
      finished = layers[0]
      overlays = Array(layers[1...])
      layers = []
    }
    if spans.capacity == 0 {
      spans.reserveCapacity(Self.usualMeasureCount)
      voice.measures.reserveCapacity(Self.usualMeasureCount)
    }
    spans.append(MeasureSpan(start: measureStart ?? offset, meter: meters.count - 1))
    voice.measures.append(Measure(items: finished, overlays: overlays, barLine: barLine))
    if ending != nil || partLabel != nil {
      swap(&voice.measures[voice.measures.count - 1].ending, &ending)
      swap(&voice.measures[voice.measures.count - 1].partLabel, &partLabel)
    }
    hasTimedItems = false
    measureStart = nil
  }

  /// Files what an overlay of several measures has put under one of them, and moves it on.
  private mutating func fileOverlay(under target: Int, endingWith barLine: BarLine?) {
    voice.measures[target].overlays.append(items)
    if let barLine {
      voice.measures[target].barLine =
        voice.measures[target].barLine?.joined(with: barLine) ?? barLine
    }
    let layer = voice.measures[target].overlays.count
    let open = (measure: voice.measures.count, layer: layers.count)
    func moved(_ place: Place) -> Place {
      guard place.measure == open.measure, place.layer == open.layer else { return place }
      return Place(measure: target, layer: layer, item: place.item)
    }
    last = last.map(moved)
    if let place = tuplet?.place { tuplet?.place = moved(place) }
    lyrics.move(moved)
    items = []
    hasTimedItems = false
    overlaidMeasure = target + 1 < voice.measures.count ? target + 1 : nil
  }

  /// Joins a bar line with the one before, where no music stands between them.
  private mutating func join(_ barLine: BarLine) {
    guard !voice.measures.isEmpty else {
      let joined = voice.openingBarLine?.joined(with: barLine) ?? barLine
      voice.openingBarLine = joined == .single ? nil : joined
      return
    }
    let index = voice.measures.count - 1
    voice.measures[index].barLine =
      voice.measures[index].barLine?.joined(with: barLine) ?? barLine
  }

  /// Starts an ending here.
  mutating func startEnding(_ numbers: [Int], at offset: Int) {
    if isMeasureOpen { closeMeasure(with: nil, at: offset) }
    ending = numbers
  }

  /// Starts a part here.
  mutating func startPart(_ label: String, at offset: Int) {
    if isMeasureOpen { closeMeasure(with: nil, at: offset) }
    partLabel = label
  }

  /// Starts a span in which each `&` goes back to the span's start, `(&`, as abcm2ps has it.
  mutating func startOverlaySpan(at offset: Int, _ context: inout TuneContext) {
    guard overlaySpan == nil, overlaidMeasure == nil, !hasTimedItems else {
      context.findings.warn(
        .unexpectedCharacter, "'(&' stands at the start of a measure; ignored", at: offset)
      return
    }
    overlaySpan = (voice.measures.count, offset)
  }

  /// Ends a span of overlays, `&)`.
  mutating func endOverlaySpan(at offset: Int, _ context: inout TuneContext) {
    if overlaySpan == nil {
      context.findings.warn(.unexpectedCharacter, "'&)' without its '(&'; ignored", at: offset)
    }
    overlaySpan = nil
  }

  /// Goes back by whole measures, or to the start of the span, and starts another layer there
  /// (ABC 2.1, section 7.4).
  mutating func startOverlay(_ count: Int, at offset: Int, _ context: inout TuneContext) {
    endOpenGroups(at: offset, &context)
    endTuplet(&context)
    if overlaySpan != nil, overlaidMeasure != nil { closeMeasure(with: nil, at: offset) }
    // Right after a bar line the measure that is overlaid first is a finished one.
    let finished =
      overlaySpan.map { voice.measures.count - $0.measure } ?? (hasTimedItems ? count - 1 : count)
    guard overlaidMeasure == nil, finished <= voice.measures.count, hasTimedItems || !isMeasureOpen
    else {
      context.findings.warn(
        .unexpectedCharacter, "'&' needs a measure before it to overlay; ignored", at: offset)
      return
    }
    if hasTimedItems {
      layers.append(items)
      items = []
    }
    if finished > 0 { overlaidMeasure = voice.measures.count - finished }
    hasTimedItems = false
    openTie = nil
    accidentals.startMeasure(after: nil)
  }
}

extension BarLine {
  fileprivate init(_ written: WrittenBarLine) {
    let style: Style =
      switch written.shape {
      case .single: .single
      case .double: .double
      case .thinThick: .thinThick
      case .thickThin: .thickThin
      case .dotted, .colon: .dotted
      case .invisible: .invisible
      }
    self.init(
      style, endedRepeats: min(written.endedRepeats, Self.repeatLimit),
      startedRepeats: min(written.startedRepeats, Self.repeatLimit))
    normalize()
  }

  /// The most repeats of a section that one bar line may ask for.
  private static var repeatLimit: Int { 16 }

  /// This line and one that follows at once, as one.
  fileprivate func joined(with next: BarLine) -> BarLine {
    var joined = self
    if style == .single { joined.style = next.style }
    joined.endedRepeats = max(endedRepeats, next.endedRepeats)
    joined.startedRepeats = max(startedRepeats, next.startedRepeats)
    joined.normalize()
    return joined
  }

  /// A repeat sign is a double line already, and neither dotted nor invisible.
  private mutating func normalize() {
    guard endedRepeats > 0 || startedRepeats > 0 else { return }
    if style != .thinThick && style != .thickThin { style = .single }
  }
}
