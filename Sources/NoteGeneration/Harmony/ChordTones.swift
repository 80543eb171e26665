import MusicModel

/// The pitch classes that a chord symbol names.
struct ChordTones: Hashable, Sendable {
  let root: PitchName

  /// Semitones above the root: `[0, 4, 7]` for a major triad.
  let intervals: [Int]

  /// Reads a symbol such as `G`, `Em`, `D7`, `F#dim`, `Bbmaj7`, `C/G`; `nil` for anything else.
  init?(_ symbol: ChordSymbol) {
    let name = symbol.text.split(separator: "/", omittingEmptySubsequences: false)
    guard let head = name.first, let letter = head.first, letter.isUppercase,
      let step = PitchStep(letter: letter),
      name.count == 1 || (name.count == 2 && name[1].first.map { PitchStep(letter: $0) } != nil)
    else { return nil }
    var quality = head.dropFirst()
    let alteration = quality.first == "#" ? 1 : quality.first == "b" ? -1 : 0
    if alteration != 0 { quality = quality.dropFirst() }
    guard let intervals = Self.qualities[String(quality)] else { return nil }
    root = PitchName(step, alteration: alteration)
    self.intervals = intervals
  }

  private static let qualities: [String: [Int]] = [
    "": [0, 4, 7], "maj": [0, 4, 7], "m": [0, 3, 7], "min": [0, 3, 7],
    "5": [0, 7], "6": [0, 4, 7, 9], "m6": [0, 3, 7, 9],
    "7": [0, 4, 7, 10], "m7": [0, 3, 7, 10], "maj7": [0, 4, 7, 11],
    "dim": [0, 3, 6], "dim7": [0, 3, 6, 9], "m7b5": [0, 3, 6, 10], "aug": [0, 4, 8],
    "sus": [0, 5, 7], "sus4": [0, 5, 7], "sus2": [0, 2, 7], "9": [0, 2, 4, 7, 10],
  ]

  /// The pitch classes, C = 0.
  var pitchClasses: Set<Int> { Set(intervals.map { (root.pitchClass + $0) % 12 }) }

  /// Whether its third is minor.
  var isMinor: Bool { intervals.contains(3) }
}
