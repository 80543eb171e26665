import MusicModel

extension TuneBuilder {
  /// Reports measures whose notes do not fill the meter.
  ///
  /// A measure may be short where the music begins, ends, repeats or has a double bar line: there
  /// a pick-up takes the rest.
  mutating func checkMeasureLengths() {
    // By index: a copy of a voice would cost more than its check.
    for index in voices.indices { voices[index].checkMeasureLengths(&context) }
  }
}

extension VoiceBuilder {
  fileprivate func checkMeasureLengths(_ context: inout TuneContext) {
    var steps = 0
    var first = 0
    var meter = -1
    var expected: Int?
    // By index: a copy of each measure would cost more than the sum.
    for index in voice.measures.indices {
      for item in voice.measures[index].items.indices {
        steps += context.grid.steps(voice.measures[index].items[item].duration)
      }
      let isLast = index == voice.measures.count - 1
      if !isLast, voice.measures[index].barLine?.endsMeasure != true { continue }
      if spans[first].meter != meter {
        meter = spans[first].meter
        expected = meters[meter].measureDuration.map { context.grid.steps($0) }
      }
      if let expected, steps != expected { report(first...index, steps, expected, &context) }
      steps = 0
      first = index + 1
    }
  }

  /// Reports a stretch that is longer or shorter than its meter says, unless it may be.
  private func report(
    _ range: ClosedRange<Int>, _ steps: Int, _ expected: Int, _ context: inout TuneContext
  ) {
    let meter = meters[spans[range.lowerBound].meter]
    if steps < expected, isAtEdge(range) { return }
    guard !isRest(range), let full = meter.measureDuration else { return }
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
