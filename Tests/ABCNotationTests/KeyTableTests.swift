import ABCNotation
import MusicModel
import Testing

/// Section 3.1.14: the table of key signatures.
@Suite struct KeyTableTests {
  /// The tonics of each mode, from seven sharps down to seven flats.
  private static let table: [(mode: String, tonics: String)] = [
    ("Maj", "C# F# B E A D G C F Bb Eb Ab Db Gb Cb"),
    ("Ion", "C# F# B E A D G C F Bb Eb Ab Db Gb Cb"),
    ("Min", "A# D# G# C# F# B E A D G C F Bb Eb Ab"),
    ("Aeo", "A# D# G# C# F# B E A D G C F Bb Eb Ab"),
    ("Mix", "G# C# F# B E A D G C F Bb Eb Ab Db Gb"),
    ("Dor", "D# G# C# F# B E A D G C F Bb Eb Ab Db"),
    ("Phr", "E# A# D# G# C# F# B E A D G C F Bb Eb"),
    ("Lyd", "F# B E A D G C F Bb Eb Ab Db Gb Cb Fb"),
    ("Loc", "B# E# A# D# G# C# F# B E A D G C F Bb"),
  ]

  /// C D E F G A B under a signature: sharps come as F C G D A E B, flats the other way round.
  private func scale(sharps: Int) -> [[Int]] {
    var pitches = [60, 62, 64, 65, 67, 69, 71]
    let order = [3, 0, 4, 1, 5, 2, 6]
    for step in sharps < 0 ? order.reversed().prefix(-sharps) : order.prefix(max(0, sharps)) {
      pitches[step] += sharps < 0 ? -1 : 1
    }
    return pitches.map { [$0] }
  }

  @Test(arguments: table) func `3.1.14 fifteen tonics of every mode`(mode: String, tonics: String) {
    for (index, tonic) in tonics.split(separator: " ").enumerated() {
      for key in [
        "\(tonic)\(mode)", "\(tonic) \(mode.lowercased())", "\(tonic)\(mode.uppercased())",
      ] {
        let reading = Reading("CDEFGAB", header: "K:\(key)")
        #expect(reading.pitches == scale(sharps: 7 - index), "K:\(key)")
        #expect(reading.codes.isEmpty, "K:\(key)")
      }
    }
  }

  @Test(arguments: [
    ("C", 0), ("F#m", 3), ("G minor", -2), ("A Mixolydian", 2), ("AMIX", 2), ("Dmixolydian", 1),
    ("Ebionian", -3), ("B locrian", 0), ("D lydian", 3), ("E PHRYGIAN", 0), ("Bbm", -5),
    ("C aeolian", -3), ("Adorianish", 1),
  ])
  func `3.1.14 only the first three letters of a mode count, and m is minor`(
    key: String, sharps: Int
  ) {
    #expect(Reading("CDEFGAB", header: "K:\(key)").pitches == scale(sharps: sharps))
  }
}
