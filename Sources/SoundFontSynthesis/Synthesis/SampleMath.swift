/// Elementary functions of additions and multiplications alone.
///
/// The C library's differ in their last bits from version to version; these give the same font on
/// every machine.
enum SampleMath {
  /// The sine of an angle in turns.
  ///
  /// Within 1e-12: a Taylor series over an eighth of a turn either side of zero.
  static func sine(turns: Double) -> Double {
    var x = turns - turns.rounded(.down)
    // Fold to a quarter turn around zero: sin is symmetric about a quarter.
    if x > 0.75 { x -= 1 } else if x > 0.25 { x = 0.5 - x }
    let angle = x * 2 * Double.pi
    let square = angle * angle
    var term = angle
    var sum = angle
    for step in 1...9 {
      term *= -square / Double(2 * step * (2 * step + 1))
      sum += term
    }
    return sum
  }

  /// Two to the power of `x`.
  static func exp2(_ x: Double) -> Double {
    let whole = x.rounded()
    let angle = (x - whole) * 0.693147180559945309417
    var term = 1.0
    var sum = 1.0
    for step in 1...14 {
      term *= angle / Double(step)
      sum += term
    }
    return Double(sign: .plus, exponent: Int(max(-1000, min(1000, whole))), significand: sum)
  }

  /// e to the power of `x`.
  static func exp(_ x: Double) -> Double { exp2(x * 1.44269504088896340736) }

  /// The logarithm to base two of a positive number.
  static func log2(_ x: Double) -> Double {
    precondition(x > 0, "logarithm of \(x)")
    // log2(m) = 2/ln 2 · artanh((m - 1)/(m + 1)) for m in 1..<2.
    let ratio = (x.significand - 1) / (x.significand + 1)
    let square = ratio * ratio
    var power = ratio
    var sum = ratio
    for step in 1...16 {
      power *= square
      sum += power / Double(2 * step + 1)
    }
    return Double(x.exponent) + sum * 2 * 1.44269504088896340736
  }

  /// `base` to the power of `exponent`, for a positive base.
  static func power(_ base: Double, _ exponent: Double) -> Double { exp2(log2(base) * exponent) }

  /// The factor of a level in decibels.
  static func factor(decibels: Double) -> Double { exp2(decibels * 0.166096404744368117) }

  /// The frequency of a key in hertz, A4 = 69 = 440 Hz.
  static func frequency(key: Double) -> Double { 440 * exp2((key - 69) / 12) }
}
