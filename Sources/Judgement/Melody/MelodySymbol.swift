public import MusicModel

/// One step of a melody: the time from one onset to the next, and the interval between the notes.
///
/// A melody of n notes is n - 1 such symbols, the same in every key. Symbols are ordered by time,
/// then by interval. Times are rounded to 1/192 of a whole note, so triplets of sixteenths are
/// exact; times over 511/192 are taken for 511/192, intervals over five octaves for five octaves.
public struct MelodySymbol: Hashable, Sendable {
  /// `time << 7 | interval`; never zero, which ends a tune.
  public let rawValue: UInt16

  /// What stands after the last symbol of a tune.
  static let end: UInt16 = 0

  /// - Parameters:
  ///   - time: The rounded time, see ``time(_:)``.
  ///   - interval: Semitones up to the next note.
  @inline(__always)
  public init(time: UInt16, interval: Int) {
    rawValue = time << 7 | UInt16(max(-60, min(60, interval)) + 61)
  }

  /// Rounds a time to the grid of symbols: 1...511.
  public static func time(_ duration: NoteDuration) -> UInt16 {
    let (numerator, overflow) = duration.numerator.multipliedReportingOverflow(
      by: 2 * ticksPerWhole)
    guard !overflow, duration.denominator < 1 << 40 else { return mostTicks }
    return clamped((numerator + duration.denominator) / (2 * duration.denominator))
  }

  /// Rounds a time in units of which a whole note has some number.
  @inline(__always)
  public static func time(_ units: Int, perWhole: Int) -> UInt16 {
    clamped((units * 2 * ticksPerWhole + perWhole) / (2 * perWhole))
  }

  private static let ticksPerWhole = 192
  private static let mostTicks: UInt16 = 511

  @inline(__always)
  private static func clamped(_ ticks: Int) -> UInt16 {
    UInt16(max(1, min(Int(mostTicks), ticks)))
  }
}

extension Melody {
  /// The symbols of the melody's steps, one fewer than its notes.
  public var symbols: [UInt16] {
    guard notes.count > 1 else { return [] }
    return (1..<notes.count).map { index in
      let (from, to) = (notes[index - 1], notes[index])
      return MelodySymbol(
        time: MelodySymbol.time(to.onset - from.onset), interval: to.pitch - from.pitch
      ).rawValue
    }
  }
}
