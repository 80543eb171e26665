import MusicModel

extension SpelledPitch {
  /// The letter with its octave marks, without accidental.
  var abcLetter: String {
    let letter = String(step.letter)
    return octave >= 5
      ? letter.lowercased() + String(repeating: "'", count: octave - 5)
      : letter + String(repeating: ",", count: 4 - octave)
  }
}

extension WrittenAccidental {
  /// The accidental as ABC writes it.
  var abc: String {
    let total = Int(hundredths)
    let sign = total < 0 ? "_" : "^"
    if total == 0 { return "=" }
    if cents == 0, abs(alteration) <= 2 { return String(repeating: sign, count: abs(alteration)) }
    let fraction = NoteDuration(abs(total), 100)
    if fraction.denominator == 1 { return sign + "\(fraction.numerator)" }
    return sign + "\(fraction.numerator)/\(fraction.denominator)"
  }
}

extension NoteDuration {
  /// The number of unit notes as ABC writes it after a note: nothing, `2`, `3/2`, `/`.
  var abcLength: String {
    if denominator == 1 { return numerator == 1 ? "" : "\(numerator)" }
    let top = numerator == 1 ? "" : "\(numerator)"
    return denominator == 2 ? top + "/\(numerator == 1 ? "" : "2")" : top + "/\(denominator)"
  }
}

extension Tuplet {
  /// The tuplet as ABC writes it, numbers that go without saying left out.
  ///
  /// What five, seven and nine notes take depends on the meter, and readers disagree on 3/8 and 3/4.
  func abc(in meter: Meter) -> String {
    let usual = [5, 7, 9].contains(actual) ? nil : Tuplet.defaultNormal(actual, in: meter)
    if count == actual { return normal == usual ? "(\(actual)" : "(\(actual):\(normal)" }
    return normal == usual ? "(\(actual)::\(count)" : "(\(actual):\(normal):\(count)"
  }
}

extension Meter {
  /// The length over which notes share a beam; `nil` in free meter.
  var beamLength: NoteDuration? {
    guard let pulse else { return nil }
    // Four eighths to a beam where the measure divides into halves, as tunebooks have it.
    if beatUnit == 4, beats.isMultiple(of: 4), groups.count == 1 { return NoteDuration(1, 2) }
    if groups.count == 1, !isCompound, beatUnit >= 8 { return measureDuration }
    return pulse
  }
}
