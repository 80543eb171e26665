internal import MusicModel

/// The time signatures that make a player's bar lines fall where those of the music are.
///
/// MIDI has no bar lines: a player counts full measures from each time signature on. So a pick-up
/// gets a time signature of its own length, and so does a measure whose length would put the bar
/// lines after it out of step. Measures that fill one between them, as at a repeat, are left alone.
struct MeterMap {
  private(set) var entries: [Timed<Meter>] = []

  init(_ performance: Performance) {
    let onsets = performance.measureOnsets
    guard onsets.count > 1 else {
      entries = performance.meters
      return
    }
    var index = 0
    while index + 1 < onsets.count {
      let meter = performance.meter(at: onsets[index])
      let run = MeterMap.fullMeasure(from: index, onsets, meter)
      if let run {
        append(meter, at: onsets[index])
        index += run
      } else {
        let length = onsets[index + 1] - onsets[index]
        append(Meter(lasting: length, like: meter) ?? meter, at: onsets[index])
        index += 1
      }
    }
    // The last measure is as long as its music; the meter says how long it ought to be.
    append(performance.meter(at: onsets[index]), at: onsets[index])
  }

  private mutating func append(_ meter: Meter, at onset: NoteDuration) {
    if entries.last?.value != meter { entries.append(Timed(onset, meter)) }
  }

  /// How many measures from one on fill whole measures of the meter, or `nil` where they do not.
  private static func fullMeasure(
    from index: Int, _ onsets: [NoteDuration], _ meter: Meter
  ) -> Int? {
    guard let full = meter.measureDuration else { return 1 }
    for count in 1...4 where index + count < onsets.count {
      let length = onsets[index + count] - onsets[index]
      if length >= full {
        // A pick-up stands alone, even where the measure after it is short too.
        return (length / full).denominator == 1 && !(index == 0 && count > 1) ? count : nil
      }
    }
    return nil
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
    guard length > .zero else { return nil }
    let unit = max(meter.beatUnit, length.denominator)
    let beats = length * NoteDuration(unit)
    guard beats.denominator == 1, unit <= 128, unit.nonzeroBitCount == 1, beats.numerator <= 255
    else { return nil }
    self.init(beats.numerator, unit)
  }
}
