import MusicModel

/// Writes the lines of music of one voice.
struct BodyWriter {
  let unit: NoteDuration
  var meter: Meter
  var key: KeySignature

  /// The present line, and the full measures that stand on it.
  var line = ""
  private var measuresOnLine = 0
  private var text = ""

  /// Alterations written in this measure, which hold in all octaves (ABC 2.1, section 11.3).
  var written: [PitchStep: Int] = [:]

  /// Pitches that the notes just before are tied from.
  var tied: [SpelledPitch] = []

  private static let measuresPerLine = 4

  init(tune: Tune) {
    unit = tune.unitNoteLength
    meter = tune.meter
    key = tune.keySignature
  }

  mutating func write(_ voice: Voice) -> String {
    if let opening = voice.openingBarLine { line += opening.abcText }
    for (index, measure) in voice.measures.enumerated() {
      let next = index + 1 < voice.measures.count ? voice.measures[index + 1] : nil
      write(measure, next: next)
    }
    endLine()
    return text
  }

  private mutating func endLine() {
    if !line.isEmpty { text += line + "\n" }
    line = ""
    measuresOnLine = 0
  }

  private mutating func write(_ measure: Measure, next: Measure?) {
    if let label = measure.partLabel {
      endLine()
      text += "P:\(label)\n"
    }
    if let ending = measure.ending { write(ending) }
    let isFull = meter.measureDuration.map { measure.duration >= $0 } ?? true
    write(measure.items, pickUp: pickUpOffset(of: measure))
    for overlay in measure.overlays {
      line += " & "
      written = [:]
      write(overlay, pickUp: .zero)
    }
    written = [:]
    if let barLine = measure.barLine { line += " " + barLine.abcText }
    if isFull { measuresOnLine += 1 }
    let isLineFull = measuresOnLine >= Self.measuresPerLine
    let closes = measure.barLine?.endsLine ?? false
    if next?.ending == nil, isLineFull || closes { breakLine(after: measure.barLine) }
  }

  /// Ends the line; a `|:` that closes it opens the next one instead.
  private mutating func breakLine(after barLine: BarLine?) {
    guard let barLine, barLine.startedRepeats > 0, barLine.endedRepeats == 0,
      barLine.style == .single, line.hasSuffix(" " + barLine.abcText)
    else { return endLine() }
    line.removeLast(barLine.abcText.count + 1)
    if !line.isEmpty { line += " |" }
    endLine()
    line = barLine.abcText
  }

  private mutating func write(_ ending: [Int]) {
    let numbers = ending.map(String.init).joined(separator: ",")
    line += line.hasSuffix("|") ? "\(numbers) " : (line.isEmpty ? "[" : " [") + "\(numbers) "
  }

  /// How far into the measure a short one starts, so that a pick-up is beamed by its beats.
  private func pickUpOffset(of measure: Measure) -> NoteDuration {
    guard let full = meter.measureDuration, measure.duration < full else { return .zero }
    return full - measure.duration
  }

  /// Writes the symbols of a layer, set apart by beats from a position in the measure on.
  private mutating func write(_ items: [MeasureItem], pickUp: NoteDuration) {
    var position = pickUp
    var tuplet = TupletProgress()
    var index = 0
    if !line.isEmpty && !line.hasSuffix(" ") { line += " " }
    while index < items.count {
      let startsNote = index == 0 || items[index - 1].isTimed
      if startsNote, !tuplet.isActive, !line.hasSuffix(" "), !line.isEmpty,
        Beaming(meter).startsGroup(at: position)
      {
        line += " "
      }
      let taken = write(items[index...], tuplet: &tuplet)
      position = items[index..<index + taken].reduce(position) { $0 + $1.duration }
      index += taken
    }
  }

  /// Writes the first symbol, or the first dotted pair, and returns how many items that were.
  private mutating func write(
    _ items: ArraySlice<MeasureItem>, tuplet: inout TupletProgress
  ) -> Int {
    let item = items[items.startIndex]
    switch item {
    case .meter(let new):
      meter = new
      line += "[M:\(new)]"
    case .tuplet(let new):
      tuplet = TupletProgress(new)
      line += NoteText.tuplet(new, in: meter)
    default:
      if !tuplet.isActive, let pair = BrokenPair(items, unit: unit) {
        write(item, lengthFactor: pair.firstFactor)
        line += pair.sign
        write(items[items.startIndex + 1], lengthFactor: pair.secondFactor)
        return 2
      }
      write(item, lengthFactor: tuplet.ratio)
      if item.isTimed { tuplet.advance() }
    }
    return 1
  }
}
