/// The length of a note as an exact fraction of a whole note.
///
/// A quarter note is `1/4`; a dotted quarter, `3/8`. Exact fractions keep triplets and broken
/// rhythm free of rounding until a MIDI file asks for ticks. An onset is a duration too: the time
/// from the start of the tune.
public struct NoteDuration: Hashable, Sendable {
  /// The numerator in lowest terms, zero or more.
  public let numerator: Int

  /// The denominator in lowest terms, one or more.
  public let denominator: Int

  /// No time at all.
  public static let zero = NoteDuration(0)

  /// One whole note.
  public static let whole = NoteDuration(1)

  /// Creates the fraction `numerator / denominator`, reduced to lowest terms.
  ///
  /// - Precondition: `numerator >= 0 && denominator > 0`.
  public init(_ numerator: Int, _ denominator: Int = 1) {
    precondition(
      numerator >= 0 && denominator > 0, "not a duration: \(numerator)/\(denominator)")
    if denominator & (denominator - 1) == 0 {
      // Most lengths are halves of halves, and those reduce by shifting.
      let shift = min(numerator.trailingZeroBitCount, denominator.trailingZeroBitCount)
      self.numerator = numerator >> shift
      self.denominator = denominator >> shift
      return
    }
    let divisor = greatestCommonDivisor(numerator, denominator)
    self.numerator = numerator / divisor
    self.denominator = denominator / divisor
  }

  /// Creates a fraction that is known to be in lowest terms, without the work of reducing it.
  package init(inLowestTerms numerator: Int, _ denominator: Int) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Creates a reduced fraction from wide terms; traps when the result does not fit.
  private init(wide numerator: Int128, _ denominator: Int128) {
    let divisor = greatestCommonDivisor(numerator, denominator)
    self.numerator = Int(numerator / divisor)
    self.denominator = Int(denominator / divisor)
  }
}

extension NoteDuration: Comparable {
  public static func < (left: Self, right: Self) -> Bool {
    if left.denominator == right.denominator { return left.numerator < right.numerator }
    return Int128(left.numerator) * Int128(right.denominator)
      < Int128(right.numerator) * Int128(left.denominator)
  }
}

extension NoteDuration {
  public static func + (left: Self, right: Self) -> Self {
    if left.denominator == right.denominator {
      return NoteDuration(left.numerator + right.numerator, left.denominator)
    }
    let (large, small) =
      left.denominator > right.denominator ? (left, right) : (right, left)
    if large.denominator % small.denominator == 0 {
      let scaled = small.numerator.multipliedReportingOverflow(
        by: large.denominator / small.denominator)
      let sum = scaled.partialValue.addingReportingOverflow(large.numerator)
      if !scaled.overflow, !sum.overflow {
        return NoteDuration(sum.partialValue, large.denominator)
      }
    }
    return NoteDuration(
      wide: Int128(left.numerator) * Int128(right.denominator)
        + Int128(right.numerator) * Int128(left.denominator),
      Int128(left.denominator) * Int128(right.denominator))
  }

  /// The difference of two durations.
  ///
  /// - Precondition: `left >= right`; there are no negative durations.
  public static func - (left: Self, right: Self) -> Self {
    precondition(left >= right, "negative duration: \(left) - \(right)")
    return NoteDuration(
      wide: Int128(left.numerator) * Int128(right.denominator)
        - Int128(right.numerator) * Int128(left.denominator),
      Int128(left.denominator) * Int128(right.denominator))
  }

  public static func * (left: Self, right: Self) -> Self {
    let numerator = left.numerator.multipliedReportingOverflow(by: right.numerator)
    let denominator = left.denominator.multipliedReportingOverflow(by: right.denominator)
    if !numerator.overflow, !denominator.overflow {
      return NoteDuration(numerator.partialValue, denominator.partialValue)
    }
    return NoteDuration(
      wide: Int128(left.numerator) * Int128(right.numerator),
      Int128(left.denominator) * Int128(right.denominator))
  }

  public static func * (left: Self, right: Int) -> Self { left * NoteDuration(right) }

  /// The quotient of two durations.
  ///
  /// - Precondition: `right > .zero`.
  public static func / (left: Self, right: Self) -> Self {
    precondition(right.numerator > 0, "division of \(left) by zero")
    return left * NoteDuration(right.denominator, right.numerator)
  }

  public static func += (left: inout Self, right: Self) { left = left + right }
}

extension NoteDuration {
  /// What is left after taking out as many whole `period`s as fit.
  ///
  /// - Precondition: `period > .zero`.
  public func remainder(dividingBy period: Self) -> Self {
    let periods = (self / period)
    return self - period * (periods.numerator / periods.denominator)
  }

  /// Returns this duration in ticks, or `nil` if it falls between two ticks.
  ///
  /// - Parameter ticksPerQuarter: The division of the MIDI file, in ticks per quarter note.
  public func ticks(ticksPerQuarter: Int) -> Int? {
    let ticksPerWhole = 4 * ticksPerQuarter
    // In lowest terms, only a multiple of the denominator makes a whole number.
    guard ticksPerWhole.isMultiple(of: denominator) else { return nil }
    let ticks = numerator.multipliedReportingOverflow(by: ticksPerWhole / denominator)
    return ticks.overflow ? nil : ticks.partialValue
  }

  /// Returns this duration in ticks, rounded to the nearest, halves up.
  ///
  /// - Parameter ticksPerQuarter: The division of the MIDI file, in ticks per quarter note.
  public func nearestTick(ticksPerQuarter: Int) -> Int { nearestCount(of: 4 * ticksPerQuarter) }

  /// Returns how many of the equal parts of a whole note come nearest to this duration, halves up;
  /// `Int.max / 4` for more than that.
  ///
  /// - Parameter parts: Into how many parts a whole note is divided, 1...1,000,000.
  public func nearestCount(of parts: Int) -> Int {
    if numerator < 1 << 40 {
      return (2 * parts * numerator + denominator) / (2 * denominator)
    }
    let doubled = Int128(2 * parts) * Int128(numerator) + Int128(denominator)
    return min(Int(clamping: doubled / (2 * Int128(denominator))), Int.max / 4)
  }

  /// The value as a floating-point number of whole notes.
  public var wholeNotes: Double { Double(numerator) / Double(denominator) }
}

extension NoteDuration: LosslessStringConvertible {
  /// The fraction as `numerator/denominator`, the denominator always written: `0/1`, `3/8`.
  public var description: String { "\(numerator)/\(denominator)" }

  /// Reads a fraction such as `3/8`, or a whole number; `nil` for anything else.
  public init?(_ description: String) {
    let terms = description.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(terms.count), let numerator = Int(terms[0]), numerator >= 0,
      let denominator = terms.count == 2 ? Int(terms[1]) : 1, denominator > 0
    else { return nil }
    self.init(numerator, denominator)
  }
}

private func greatestCommonDivisor<Number: BinaryInteger>(_ a: Number, _ b: Number) -> Number {
  var (a, b) = (a, b)
  while b != 0 { (a, b) = (b, a % b) }
  return a
}
