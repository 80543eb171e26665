internal import MusicModel

/// The measures that a meter map makes.
struct BarGrid {
  /// One measure, in units of the score.
  struct Bar: Hashable {
    var start: Int
    var length: Int

    /// The meter, where it changes at this measure.
    var newMeter: Meter?

    /// The felt beat.
    var pulse: Int

    var end: Int { start + length }
  }

  private(set) var bars: [Bar] = []

  /// The meter of the tune: that of the first full measure.
  let meter: Meter

  /// The length of the pick-up, zero without one.
  private(set) var pickup = 0

  /// Lays measures over music that ends at a time.
  ///
  /// A first meter that holds for one measure shorter than those that follow is a pick-up.
  init(
    _ meters: [Timed<Meter>], end: Int, time: ScoreTime
  ) throws(TranscriptionError) {
    var stretches = meters.filter { !$0.value.groups.isEmpty }
      .map { (start: time.units($0.onset), meter: $0.value) }
    if stretches.first?.start != 0 {
      stretches.insert((0, stretches.first?.meter ?? Meter(4, 4)), at: 0)
    }
    var meter = stretches[0].meter
    if stretches.count > 1 {
      let first = time.units(stretches[0].meter.measureDuration ?? .whole)
      let second = time.units(stretches[1].meter.measureDuration ?? .whole)
      if stretches[1].start == first, first < second {
        meter = stretches[1].meter
        pickup = first
      }
    }
    self.meter = meter
    try lay(stretches, to: end, time: time)
  }

  private mutating func lay(
    _ stretches: [(start: Int, meter: Meter)], to end: Int, time: ScoreTime
  ) throws(TranscriptionError) {
    var current = meter
    for (index, stretch) in stretches.enumerated() {
      let stop = index + 1 < stretches.count ? min(stretches[index + 1].start, end) : end
      let length = max(time.units(stretch.meter.measureDuration ?? .whole), 1)
      let pulse = max(time.units(stretch.meter.pulse ?? NoteDuration(1, 4)), 1)
      var start = stretch.start
      let isPickup = index == 0 && pickup > 0
      while start < stop {
        guard bars.count < TranscriptionError.maximumMeasureCount else { throw .tooManyMeasures }
        let isCut = index + 1 < stretches.count && start + length > stop
        bars.append(
          Bar(
            start: start, length: isCut ? stop - start : length,
            newMeter: stretch.meter == current || isPickup ? nil : stretch.meter, pulse: pulse))
        if !isPickup { current = stretch.meter }
        start += isCut ? stop - start : length
      }
    }
  }

  /// Shortens the last measure to what a pick-up leaves of it, where its music fits.
  mutating func trimLastBar(to end: Int) {
    guard pickup > 0, let last = bars.last, bars.count > 1, last.length > pickup,
      end <= last.end - pickup
    else { return }
    bars[bars.count - 1].length -= pickup
  }
}
