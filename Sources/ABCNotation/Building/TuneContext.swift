import MusicModel

/// What the voices of a tune share while it is read.
struct TuneContext {
  var findings = Findings()
  var grid = TimeGrid()
  var reach = AccidentalReach.pitch

  /// What the letters of `U:` stand for; `nil` where a letter stands for nothing.
  var userSymbols: [UInt8: UserSymbol] = [:]

  /// Returns a written length in whole notes; one out of bounds is repaired and reported.
  @inline(__always)
  mutating func duration(
    _ length: WrittenLength, unit: NoteDuration, at offset: Int
  ) -> NoteDuration {
    if length.isPlain, grid.holds(unit) { return unit }
    return unusualDuration(length, unit: unit, at: offset)
  }

  private mutating func unusualDuration(
    _ length: WrittenLength, unit: NoteDuration, at offset: Int
  ) -> NoteDuration {
    if length.numerator > 0, length.denominator > 0 {
      let duration = NoteDuration(
        unit.numerator * Int(length.numerator), unit.denominator * Int(length.denominator))
      if duration <= TimeGrid.longestDuration, let exact = grid.admitted(duration) { return exact }
    }
    findings.warn(
      .badLength,
      "length \(length.numerator)/\(length.denominator) cannot be kept; read as one unit note",
      at: offset)
    return grid.admitted(unit) ?? unit
  }

  /// Returns a duration times a ratio, or the nearest that the tune's time grid has.
  mutating func scaled(
    _ duration: NoteDuration, by ratio: NoteDuration, at offset: Int
  ) -> NoteDuration {
    let exact = duration * ratio
    if exact <= TimeGrid.longestDuration, let admitted = grid.admitted(exact) { return admitted }
    findings.warn(
      .unprintableTime,
      "length \(exact) needs a finer division of time than 1/\(TimeGrid.finest); rounded",
      at: offset)
    return grid.nearest(to: exact)
  }
}

/// The common denominator of all durations of a tune, bounded so that sums stay exact and small.
struct TimeGrid {
  /// The largest common denominator.
  static let finest = 1 << 24

  /// The longest single duration.
  static let longestDuration = NoteDuration(4096)

  /// A multiple of the denominators of all durations admitted so far.
  private(set) var denominator = 1

  /// The power of two in ``denominator``.
  private var binaryPart = 1

  /// Whether the grid has a duration.
  @inline(__always)
  func holds(_ duration: NoteDuration) -> Bool {
    // Most denominators are powers of two, and those need no division.
    let other = duration.denominator
    return other & (other - 1) == 0 ? other <= binaryPart : denominator % other == 0
  }

  /// Returns the duration if the grid can take it, after making the grid finer where needed.
  @inline(__always)
  mutating func admitted(_ duration: NoteDuration) -> NoteDuration? {
    holds(duration) ? duration : refined(for: duration)
  }

  private mutating func refined(for duration: NoteDuration) -> NoteDuration? {
    guard duration.denominator <= Self.finest else { return nil }
    let divisor = NoteDuration(denominator, duration.denominator)
    let multiple = divisor.numerator * duration.denominator
    guard multiple <= Self.finest else { return nil }
    denominator = multiple
    binaryPart = denominator & -denominator
    return duration
  }

  /// The duration on the grid that is nearest to a given one, at least one step.
  mutating func nearest(to duration: NoteDuration) -> NoteDuration {
    while denominator * 2 <= Self.finest, denominator < 4096 { denominator *= 2 }
    binaryPart = denominator & -denominator
    let steps = (duration.wholeNotes * Double(denominator)).rounded()
    let most = Double(Self.longestDuration.numerator * denominator)
    return NoteDuration(Int(max(1, min(steps, most))), denominator)
  }

  /// A duration that was admitted, in steps of the grid.
  @inline(__always)
  func steps(_ duration: NoteDuration) -> Int {
    let other = duration.denominator
    if other & (other - 1) == 0 {
      return duration.numerator * (denominator >> other.trailingZeroBitCount)
    }
    return duration.numerator * (denominator / other)
  }
}

/// What a letter redefined by `U:` stands for.
enum UserSymbol {
  case decoration(String)
  case annotation(String)
  case nothing
}
