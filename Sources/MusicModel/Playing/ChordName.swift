/// A chord symbol as players read it (ABC 2.1, section 4.18).
struct ChordName: Hashable, Sendable {
  /// The pitch class of the root, C = 0.
  var root: Int

  /// Semitones above the root, from low to high.
  var intervals: [Int]

  /// The pitch class of a bass other than the root.
  var bass: Int?

  /// Reads a symbol such as `Am7` or `D/F#`; `nil` if it names no chord.
  ///
  /// Of alternatives, as in `G(Em)` or `G;Em`, the first is taken.
  init?(_ text: String) {
    var rest = text.prefix { $0 != "(" && $0 != ";" && $0 != " " }
    guard let root = Self.pitchClass(&rest) else { return nil }
    self.root = root
    if let slash = rest.lastIndex(of: "/") {
      var name = rest[rest.index(after: slash)...]
      bass = Self.pitchClass(&name, mayBeLowerCase: true)
      rest = rest[..<slash]
    }
    intervals = Self.intervals(String(rest))
  }

  private static func pitchClass(_ text: inout Substring, mayBeLowerCase: Bool = false) -> Int? {
    guard let letter = text.first, let step = PitchStep(letter: letter),
      letter.isUppercase || mayBeLowerCase
    else { return nil }
    text.removeFirst()
    var pitchClass = step.semitones
    while let sign = text.first, let change = ["#": 1, "♯": 1, "b": -1, "♭": -1, "♮": 0][sign] {
      pitchClass += change
      text.removeFirst()
    }
    return (pitchClass + 24) % 12
  }

  /// The notes of a kind of chord; unknown kinds sound as the triad that they start with.
  private static func intervals(_ kind: String) -> [Int] {
    if let known = kinds[kind] { return known }
    if kind.hasPrefix("m"), !kind.hasPrefix("maj") { return [0, 3, 7] }
    if kind.hasPrefix("dim") || kind.hasPrefix("o") { return [0, 3, 6] }
    if kind.hasPrefix("aug") || kind.hasPrefix("+") { return [0, 4, 8] }
    return [0, 4, 7]
  }

  private static let kinds: [String: [Int]] = [
    "": [0, 4, 7], "maj": [0, 4, 7], "m": [0, 3, 7], "min": [0, 3, 7], "-": [0, 3, 7],
    "7": [0, 4, 7, 10], "m7": [0, 3, 7, 10], "min7": [0, 3, 7, 10], "maj7": [0, 4, 7, 11],
    "M7": [0, 4, 7, 11], "6": [0, 4, 7, 9], "m6": [0, 3, 7, 9], "dim": [0, 3, 6],
    "o": [0, 3, 6], "°": [0, 3, 6], "dim7": [0, 3, 6, 9], "o7": [0, 3, 6, 9], "°7": [0, 3, 6, 9],
    "m7b5": [0, 3, 6, 10], "ø": [0, 3, 6, 10], "aug": [0, 4, 8], "+": [0, 4, 8],
    "aug7": [0, 4, 8, 10], "+7": [0, 4, 8, 10], "7+": [0, 4, 8, 10], "sus": [0, 5, 7],
    "sus4": [0, 5, 7], "sus2": [0, 2, 7], "7sus4": [0, 5, 7, 10], "7sus": [0, 5, 7, 10],
    "9": [0, 4, 7, 10, 14], "m9": [0, 3, 7, 10, 14], "maj9": [0, 4, 7, 11, 14],
    "add9": [0, 4, 7, 14], "11": [0, 4, 7, 10, 14, 17], "13": [0, 4, 7, 10, 14, 21],
    "5": [0, 7],
  ]
}
