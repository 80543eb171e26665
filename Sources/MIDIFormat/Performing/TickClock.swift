internal import MusicModel

/// Turns ticks into exact fractions of a whole note.
///
/// A tick is `scale / denominator` of a whole note. The greatest common divisor with a denominator
/// that stays the same is taken from its power of two and a small table for its odd factor: the
/// general algorithm took most of the time of reading a performance.
struct TickClock {
  private let scale: Int
  private let denominator: Int
  private let twos: Int
  private let odd: Int

  /// The greatest common divisor of each remainder with ``odd``; empty where it would be large.
  private let divisors: [Int32]

  init(_ division: MIDIFile.Division) {
    switch division {
    case .ticksPerQuarter(let ticks): self.init(scale: 1, denominator: 4 * max(ticks, 1))
    case .timecode(let frames, let ticks):
      // At 120 quarters a minute a whole note lasts two seconds. 29 stands for 30000/1001.
      if frames == 29 {
        self.init(scale: 1001, denominator: 60_000 * max(ticks, 1))
      } else {
        self.init(scale: 1, denominator: 2 * max(frames, 1) * max(ticks, 1))
      }
    }
  }

  private init(scale: Int, denominator: Int) {
    self.scale = scale
    self.denominator = denominator
    twos = denominator.trailingZeroBitCount
    let odd = denominator >> denominator.trailingZeroBitCount
    self.odd = odd
    divisors = odd > 256 ? [] : (0..<odd).map { Int32(greatestCommonDivisor($0, odd)) }
  }

  /// The time of some ticks.
  @inline(__always)
  func time(_ ticks: Int) -> NoteDuration {
    guard ticks > 0 else { return .zero }
    guard scale == 1, !divisors.isEmpty else {
      return NoteDuration(min(ticks, Int.max / scale) * scale, denominator)
    }
    let shift = min(twos, ticks.trailingZeroBitCount)
    let divisor = odd == 1 ? 1 : Int(divisors[ticks % odd])
    let (numerator, denominator) = (ticks >> shift, denominator >> shift)
    return divisor == 1
      ? NoteDuration(inLowestTerms: numerator, denominator)
      : NoteDuration(inLowestTerms: numerator / divisor, denominator / divisor)
  }
}

func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
  var (a, b) = (a, b)
  while b != 0 { (a, b) = (b, a % b) }
  return a
}
