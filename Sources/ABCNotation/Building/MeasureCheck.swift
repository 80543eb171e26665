import MusicModel

extension TuneBuilder {
  /// Reports measures whose notes do not fill the meter.
  ///
  /// A measure may be short where the music begins, ends, repeats or has a double bar line: there
  /// a pick-up takes the rest.
  mutating func checkMeasureLengths() {
    for voice in voices { voice.checkMeasureLengths(&context) }
  }
}

extension VoiceBuilder {
  fileprivate func checkMeasureLengths(_ context: inout TuneContext) {
    var steps = 0
    var first = 0
    // By index: a copy of each measure would cost more than the sum.
    for index in voice.measures.indices {
      for item in voice.measures[index].items.indices {
        steps += context.grid.steps(voice.measures[index].items[item].duration)
      }
      let isLast = index == voice.measures.count - 1
      if !isLast, voice.measures[index].barLine?.endsMeasure != true { continue }
      check(first...index, steps, &context)
      steps = 0
      first = index + 1
    }
  }

  private func check(_ range: ClosedRange<Int>, _ steps: Int, _ context: inout TuneContext) {
    let meter = meters[spans[range.lowerBound].meter]
    guard let full = meter.measureDuration else { return }
    let expected = context.grid.steps(full)
    guard steps != expected, !isRest(range) else { return }
    if steps < expected, isAtEdge(range) { return }
    let kind = steps > expected ? "more" : "less"
    context.findings.warn(
      steps > expected ? .overfullMeasure : .shortMeasure,
      "measure of \(NoteDuration(steps, context.grid.denominator)) is \(kind) than "
        + "the meter \(meter), which expects \(full)", at: spans[range.lowerBound].start)
  }

  /// Whether a stretch is one rest of several measures, and nothing else that takes time.
  private func isRest(_ range: ClosedRange<Int>) -> Bool {
    voice.measures[range].allSatisfy { measure in
      let timed = measure.items.filter(\.isTimed)
      guard timed.count == 1, case .rest(let rest) = timed[0] else { return false }
      return rest.measures != nil
    }
  }

  private func isAtEdge(_ range: ClosedRange<Int>) -> Bool {
    let (lower, upper) = (range.lowerBound, range.upperBound)
    if lower == 0 || upper == voice.measures.count - 1 { return true }
    return voice.measures[lower - 1].barLine?.isEdge == true
      || voice.measures[upper].barLine?.isEdge == true
      || voice.measures[range].contains { $0.ending != nil || $0.partLabel != nil }
      || voice.measures[upper + 1].ending != nil || voice.measures[upper + 1].partLabel != nil
  }
}

extension BarLine {
  /// Whether a measure ends here; dotted and invisible lines divide measures for the eye.
  fileprivate var endsMeasure: Bool { style != .dotted && style != .invisible }

  /// Whether a section begins or ends here.
  fileprivate var isEdge: Bool {
    endedRepeats > 0 || startedRepeats > 0 || style == .double || style == .thinThick
      || style == .thickThin
  }
}
