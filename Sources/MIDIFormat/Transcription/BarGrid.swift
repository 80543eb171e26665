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

  /// The length of a full measure.
  let fullLength: Int

  /// The length of the pick-up, zero without one.
  private(set) var pickup = 0

  /// Lays measures over music that ends at a time.
  ///
  /// A first meter that holds for one measure shorter than those that follow is a pick-up. Further
  /// on, short measures with meters of their own that fill one between them belong together, as
  /// before and after a repeat; other changes of meter are changes.
  init(
    _ meters: [Timed<Meter>], end: Int, time: ScoreTime
  ) throws(TranscriptionError) {
    var stretches = meters.filter { !$0.value.groups.isEmpty }
      .map { Stretch(start: time.units($0.onset), meter: $0.value, time: time) }
    if stretches.first?.start != 0 {
      let first = stretches.first?.meter ?? Meter(4, 4)
      stretches.insert(Stretch(start: 0, meter: first, time: time), at: 0)
    }
    var main = stretches[0]
    if stretches.count > 1, stretches[1].start == main.length, main.length < stretches[1].length {
      pickup = main.length
      main = stretches[1]
    }
    meter = main.meter
    fullLength = main.length
    let laid = try BarGrid.lay(stretches, to: max(end, 1))
    noteChanges(laid, main)
    trimLastBar(to: end)
  }

  /// A time signature and where it holds from.
  private struct Stretch {
    var start: Int
    var meter: Meter
    var length: Int
    var pulse: Int

    init(start: Int, meter: Meter, time: ScoreTime) {
      self.start = start
      self.meter = meter
      length = max(time.units(meter.measureDuration ?? .whole), 1)
      pulse = max(time.units(meter.pulse ?? NoteDuration(1, 4)), 1)
    }
  }

  private static func lay(
    _ stretches: [Stretch], to end: Int
  ) throws(TranscriptionError) -> [(bar: Bar, stretch: Stretch)] {
    var laid: [(bar: Bar, stretch: Stretch)] = []
    for (index, stretch) in stretches.enumerated() {
      let next = index + 1 < stretches.count ? stretches[index + 1].start : Int.max
      var start = stretch.start
      while start < min(next, end) {
        guard laid.count < TranscriptionError.maximumMeasureCount else { throw .tooManyMeasures }
        let length = min(stretch.length, next - start)
        laid.append((Bar(start: start, length: length, pulse: stretch.pulse), stretch))
        start += length
      }
    }
    return laid
  }

  /// Takes over the bars, and notes where the meter changes.
  private mutating func noteChanges(_ laid: [(bar: Bar, stretch: Stretch)], _ main: Stretch) {
    var current = main
    var index = 0
    while index < laid.count {
      let count = index == 0 && pickup > 0 ? 1 : partialCount(laid, from: index, current)
      if count > 0 {
        for place in index..<(index + count) {
          bars.append(laid[place].bar)
          bars[place].pulse = current.pulse
        }
        index += count
        continue
      }
      var bar = laid[index].bar
      if laid[index].stretch.meter != current.meter {
        current = laid[index].stretch
        bar.newMeter = current.meter
      }
      bars.append(bar)
      index += 1
    }
  }

  /// How many bars from one on fill a measure of the current meter between them, if they do.
  private func partialCount(
    _ laid: [(bar: Bar, stretch: Stretch)], from index: Int, _ current: Stretch
  ) -> Int {
    var sum = 0
    for place in index..<min(index + 4, laid.count) {
      guard laid[place].stretch.meter != current.meter else { return 0 }
      sum += laid[place].bar.length
      if sum == current.length { return place > index ? place - index + 1 : 0 }
      if sum > current.length { return 0 }
    }
    return 0
  }

  /// Whether all measures, partial ones aside, are of one length and meter.
  var isEven: Bool { bars.allSatisfy { $0.newMeter == nil } }

  /// Shortens the last measure to what a pick-up leaves of it, where its music fits.
  private mutating func trimLastBar(to end: Int) {
    guard pickup > 0, let last = bars.last, bars.count > 1, last.length > pickup,
      end <= last.end - pickup
    else { return }
    bars[bars.count - 1].length -= pickup
  }
}
