import MusicModel

/// The measures of a voice that are not as long as their meter says.
struct MeasureLengths {
  struct Odd: Hashable {
    enum Kind {
      /// At the start or end of a section, and short, as a pick-up is.
      case short
      case noMeter

      /// Too long, or short where it may not be.
      case wrong
    }

    var kind: Kind
    var duration: NoteDuration
    var items: [MeasureItem]
  }

  private(set) var odd: [Odd] = []

  init(of voice: Voice, in tune: Tune) {
    var meter = tune.meter
    var (first, total) = (0, NoteDuration.zero)
    var isEdge = true
    for (index, measure) in voice.measures.enumerated() {
      if measure.ending != nil || measure.partLabel != nil { isEdge = true }
      let expected = meter.measureDuration
      for item in measure.items { if case .meter(let next) = item { meter = next } }
      if case .rest(let rest)? = measure.items.first(where: \.isTimed), rest.measures != nil {
        (first, total, isEdge) = (index + 1, .zero, measure.barLine?.isEdge == true)
        continue
      }
      total = total + measure.duration
      let ends = measure.barLine.map { $0.style != .dotted && $0.style != .invisible } ?? false
      let isLast = index == voice.measures.count - 1
      if !ends, !isLast { continue }
      let next = isLast ? nil : voice.measures[index + 1]
      let endsAtEdge =
        isLast || measure.barLine?.isEdge == true || next?.ending != nil || next?.partLabel != nil
      let items = voice.measures[first...index].flatMap(\.items)
      judge(total, items, meter.measureDuration ?? expected, isEdge || endsAtEdge)
      (first, total, isEdge) = (index + 1, .zero, measure.barLine?.isEdge == true)
    }
  }

  private mutating func judge(
    _ total: NoteDuration, _ items: [MeasureItem], _ full: NoteDuration?, _ isAtEdge: Bool
  ) {
    guard let full else {
      odd.append(Odd(kind: .noMeter, duration: total, items: items))
      return
    }
    if total == full { return }
    let kind = total < full && isAtEdge ? Odd.Kind.short : .wrong
    odd.append(Odd(kind: kind, duration: total, items: items))
  }
}

extension BarLine {
  /// Whether a section begins or ends here.
  fileprivate var isEdge: Bool {
    endedRepeats > 0 || startedRepeats > 0 || ![.single, .dotted, .invisible].contains(style)
  }
}
