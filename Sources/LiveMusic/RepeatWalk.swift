import MusicModel

/// The way through a tune whose measures become known one by one, repeats and endings played.
struct RepeatWalk {
  private(set) var measures: [Measure] = []
  private var next = 0
  private var sectionStart = 0
  private var isSecondTime = false

  /// Whether the section began with a start repeat, so that a double bar line does not end it.
  private var isExplicit: Bool

  /// - Parameter opening: The bar line before the first measure.
  init(opening: BarLine? = nil) {
    isExplicit = opening?.startedRepeats ?? 0 > 0
  }

  /// Adds the measure after those that are known.
  mutating func append(_ measure: Measure) { measures.append(measure) }

  /// The measure to play next, or `nil` where it is not known yet or the tune has ended.
  mutating func advance() -> Measure? {
    if isSecondTime { skipFirstEnding() }
    guard measures.indices.contains(next) else { return nil }
    let measure = measures[next]
    pass(measure)
    return measure
  }

  /// Whether the measure to play next is known.
  var knowsNext: Bool {
    var copy = self
    return copy.advance() != nil
  }

  private mutating func skipFirstEnding() {
    guard measures.indices.contains(next), measures[next].ending == [1] else { return }
    let last = measures[next...].firstIndex { $0.barLine?.endedRepeats ?? 0 > 0 }
    next = (last ?? measures.count - 1) + 1
  }

  /// Whether a measure belongs to a second ending of the present section.
  private func isInSecondEnding(_ index: Int) -> Bool {
    measures[sectionStart...index].contains { $0.ending == [2] }
  }

  /// Decides where to go at the bar line.
  private mutating func pass(_ measure: Measure) {
    next += 1
    guard let barLine = measure.barLine, barLine.endsSection else { return }
    if isExplicit, !isSecondTime, barLine.endedRepeats == 0, barLine.startedRepeats == 0 { return }
    if barLine.endedRepeats > 0, !isSecondTime {
      isSecondTime = true
      next = sectionStart
    } else {
      // A second ending may close with a double bar line.
      guard !isSecondTime || !isExplicit || barLine.isRepeat || isInSecondEnding(next - 1) else {
        return
      }
      sectionStart = next
      isSecondTime = false
      isExplicit = barLine.startedRepeats > 0
    }
  }
}

extension BarLine {
  fileprivate var isRepeat: Bool { endedRepeats > 0 || startedRepeats > 0 }

  /// Whether a section may end here.
  fileprivate var endsSection: Bool {
    isRepeat || style == .double || style == .thinThick
  }
}
