internal import MusicModel

/// The time signatures that make a player's bar lines fall where those of the music are.
///
/// MIDI has no bar lines: a player counts full measures from each time signature on. So a measure
/// that is not full, such as a pick-up or the measure before a repeat, gets a time signature of its
/// own length.
struct MeterMap {
  private(set) var entries: [Timed<Meter>] = []

  init(_ performance: Performance) {
    let onsets = performance.measureOnsets
    guard onsets.count > 1 else {
      entries = performance.meters
      return
    }
    for (start, end) in zip(onsets, onsets.dropFirst()) where start < end {
      let meter = performance.meter(at: start)
      let isFull = meter.measureDuration.map { $0 == end - start } ?? true
      append(isFull ? meter : Meter(lasting: end - start, like: meter) ?? meter, at: start)
    }
    // The last measure is as long as its music; the meter says how long it ought to be.
    if let last = onsets.last { append(performance.meter(at: last), at: last) }
  }

  private mutating func append(_ meter: Meter, at onset: NoteDuration) {
    if entries.last?.value != meter { entries.append(Timed(onset, meter)) }
  }
}

extension Performance {
  /// The meter in force at a time.
  fileprivate func meter(at onset: NoteDuration) -> Meter {
    meters.last { $0.onset <= onset }?.value ?? .none
  }
}

extension Meter {
  /// The meter whose measures last a given time, counted in the beats of another or in shorter ones.
  fileprivate init?(lasting length: NoteDuration, like meter: Meter) {
    let unit = max(meter.beatUnit, length.denominator)
    let beats = length * NoteDuration(unit)
    guard beats.denominator == 1, unit <= 128, unit.nonzeroBitCount == 1, beats.numerator <= 255
    else { return nil }
    self.init(beats.numerator, unit)
  }
}
