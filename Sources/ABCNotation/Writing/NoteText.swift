import MusicModel

/// Pieces of notes as ABC text.
enum NoteText {
  /// `^`, `_`, `=`, doubled where needed; microtones as a fraction of a semitone.
  static func accidental(_ alteration: Int, cents: Int) -> String {
    guard cents == 0 else {
      let hundredths = 100 * alteration + cents
      let size = NoteDuration(abs(hundredths), 100)
      return (hundredths < 0 ? "_" : "^") + length(size)
    }
    if alteration == 0 { return "=" }
    return String(repeating: alteration < 0 ? "_" : "^", count: abs(alteration))
  }

  /// The letter with its octave marks: `C,`, `c'` (ABC 2.1, section 4.1).
  static func letter(of pitch: SpelledPitch) -> String {
    let letter = String(pitch.step.letter)
    if pitch.octave >= 5 {
      return letter.lowercased() + String(repeating: "'", count: pitch.octave - 5)
    }
    return letter + String(repeating: ",", count: 4 - pitch.octave)
  }

  /// A length in units: nothing for 1, `2`, `3/2`, `/` for 1/2, `/4` (ABC 2.1, section 4.3).
  static func length(_ units: NoteDuration) -> String {
    let numerator = units.numerator == 1 ? "" : String(units.numerator)
    switch units.denominator {
    case 1: return numerator
    case 2 where units.numerator == 1: return "/"
    default: return "\(numerator)/\(units.denominator)"
    }
  }

  /// A decoration in shorthand where ABC has one of its own (ABC 2.1, section 4.14).
  static func decoration(_ name: String) -> String {
    switch name {
    case "staccato": "."
    case "roll": "~"
    case "upbow": "u"
    case "downbow": "v"
    case "trill": "T"
    default: "!\(name)!"
    }
  }

  /// A tuplet's opening, as short as its defaults allow (ABC 2.1, section 4.13).
  static func tuplet(_ tuplet: Tuplet, in meter: Meter) -> String {
    if tuplet.normal == defaultNormal(of: tuplet.actual, in: meter) {
      if tuplet.count == tuplet.actual { return "(\(tuplet.actual)" }
      return "(\(tuplet.actual)::\(tuplet.count)"
    }
    if tuplet.count == tuplet.actual { return "(\(tuplet.actual):\(tuplet.normal)" }
    return "(\(tuplet.actual):\(tuplet.normal):\(tuplet.count)"
  }

  private static func defaultNormal(of actual: Int, in meter: Meter) -> Int? {
    switch actual {
    case 2, 4, 8: 3
    case 3, 6: 2
    case 5, 7, 9: meter.isCompound ? 3 : 2
    default: nil
    }
  }
}
