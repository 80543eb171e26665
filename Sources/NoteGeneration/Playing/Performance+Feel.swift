public import MusicModel
import NoteVocabulary

extension Performance {
  /// The performance with another feel; the tune says kind and meter.
  public func played(with feel: Feel, _ tune: Tune) -> Performance {
    let kind = tune.rhythm.flatMap { RhythmKind($0) }
    guard feel == .session, let timing = SessionTiming(kind, in: tune.meter),
      let length = tune.meter.measureDuration
    else { return self }
    let grid = MeasureGrid(measureOnsets, end: duration, measure: length)
    var result = self
    for part in result.parts.indices {
      for index in result.parts[part].notes.indices {
        let note = result.parts[part].notes[index]
        let start = grid.time(of: note.onset) { timing.played($0) }
        let end = grid.time(of: note.onset + note.duration) { timing.played($0) }
        result.parts[part].notes[index].onset = start
        if end > start { result.parts[part].notes[index].duration = end - start }
        // What accompanies the voices keeps behind them.
        guard part < tune.voices.count else { continue }
        result.parts[part].notes[index].velocity = timing.velocity(at: grid.place(of: note.onset))
      }
    }
    return result
  }
}

/// The measures of a performance, each with the place in the meter where it begins.
private struct MeasureGrid {
  private var measures: [(onset: NoteDuration, shift: NoteDuration)] = []

  /// A short measure is a pick-up at the start and after another short one, which it completes.
  init(_ onsets: [NoteDuration], end: NoteDuration, measure: NoteDuration) {
    var isPickup = true
    for (index, onset) in onsets.enumerated() {
      let length = (index + 1 < onsets.count ? onsets[index + 1] : max(end, onset)) - onset
      let isShort = length < measure
      measures.append((onset, isPickup && isShort ? measure - length : .zero))
      isPickup = isShort && !isPickup
    }
  }

  private func measure(at time: NoteDuration) -> (onset: NoteDuration, shift: NoteDuration)? {
    var (low, high) = (0, measures.count)
    while low < high {
      let middle = (low + high) / 2
      if measures[middle].onset <= time { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? measures[low - 1] : nil
  }

  /// A time within its measure, counted as in a full one.
  func place(of time: NoteDuration) -> NoteDuration {
    guard let measure = measure(at: time) else { return time }
    return time - measure.onset + measure.shift
  }

  func time(of time: NoteDuration, _ played: (NoteDuration) -> NoteDuration) -> NoteDuration {
    guard let measure = measure(at: time) else { return time }
    let place = played(time - measure.onset + measure.shift)
    return place >= measure.shift ? measure.onset + (place - measure.shift) : measure.onset
  }
}
