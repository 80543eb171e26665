internal import MusicModel

/// The ticks of a file that is being made, and how many times had to move to fit them.
struct TickGrid {
  /// The division that music without odd tuplets gets.
  static let defaultTicksPerQuarter = 480

  /// The largest division that a file can state.
  static let largestTicksPerQuarter = 0x7FFF

  let ticksPerQuarter: Int
  private(set) var roundedCount = 0

  init(for performance: Performance, ticksPerQuarter: Int?) {
    self.ticksPerQuarter =
      ticksPerQuarter.map { min(max($0, 1), TickGrid.largestTicksPerQuarter) }
      ?? TickGrid.exactDivision(for: performance) ?? TickGrid.defaultTicksPerQuarter
  }

  /// The smallest multiple of the default, or else of what is needed, that holds every time.
  private static func exactDivision(for performance: Performance) -> Int? {
    var needed = 1
    let times = performance.times
    for time in times {
      let denominator = time.denominator / greatestCommonDivisor(time.denominator, 4)
      guard denominator <= largestTicksPerQuarter else { return nil }
      needed *= denominator / greatestCommonDivisor(denominator, needed)
      guard needed <= largestTicksPerQuarter else { return nil }
    }
    let base = defaultTicksPerQuarter
    // Fine ticks would make empty events out of very long silences.
    let end = times.max() ?? .zero
    guard end.nearestTick(ticksPerQuarter: base) <= largestQuantity else {
      return needed <= base ? needed : nil
    }
    let both = base / greatestCommonDivisor(base, needed) * needed
    if both <= largestTicksPerQuarter { return both }
    return needed >= base ? needed : needed * (base / needed + 1)
  }

  /// The tick of a time, the nearest where it falls between two.
  mutating func tick(_ time: NoteDuration) -> Int {
    if let exact = time.ticks(ticksPerQuarter: ticksPerQuarter) { return exact }
    roundedCount += 1
    return time.nearestTick(ticksPerQuarter: ticksPerQuarter)
  }
}

extension Performance {
  /// Every onset and end that a file has to place.
  fileprivate var times: [NoteDuration] {
    var times: Set<NoteDuration> = []
    for part in parts {
      for note in part.notes {
        times.insert(note.onset)
        times.insert(note.onset + note.duration)
      }
    }
    tempi.forEach { times.insert($0.onset) }
    meters.forEach { times.insert($0.onset) }
    keys.forEach { times.insert($0.onset) }
    return Array(times)
  }
}
