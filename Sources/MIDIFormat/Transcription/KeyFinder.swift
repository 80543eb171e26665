internal import MusicModel

/// Finds the key of some notes.
///
/// A key fits when its scale holds the notes and when its tonic, third and fifth are prominent; the
/// last note counts most, since tunes end at home.
struct KeyFinder {
  private var weights = Array(repeating: 0.0, count: 12)
  private let last: Int?
  private let first: Int?

  init(_ notes: [PerformedNote]) {
    for note in notes {
      weights[((note.pitch % 12) + 12) % 12] += min(note.duration.wholeNotes, 1)
    }
    let total = weights.reduce(0, +)
    if total > 0 { weights = weights.map { $0 / total } }
    last = notes.last.map { $0.pitch % 12 }
    first = notes.first.map { $0.pitch % 12 }
  }

  /// The key of the notes, given what the file says about it.
  ///
  /// A signature that holds the notes well is believed; C major is what files say that were not
  /// told, and is believed only if nothing else holds the notes clearly better.
  func key(hint: KeySignature?) -> KeySignature {
    let best = bestKey
    guard let hint else { return best }
    let isDefault = hint == .cMajor
    return fit(best) - fit(hint) > (isDefault ? 0.06 : 0.25) ? best : hint
  }

  /// The best of all major, minor, dorian and mixolydian keys of at most six sharps or flats.
  private var bestKey: KeySignature {
    var best = (key: KeySignature.cMajor, score: -Double.infinity)
    for mode in [Mode.major, .minor, .dorian, .mixolydian] {
      for sharps in -6...6 {
        let key = KeySignature(sharps: sharps, mode: mode)
        let score = score(key) - Double(abs(sharps)) * 0.001
        if score > best.score { best = (key, score) }
      }
    }
    return best.key
  }

  /// The share of the notes that the scale holds.
  private func fit(_ key: KeySignature) -> Double {
    PitchStep.allCases.reduce(0) { sum, step in
      sum + weights[((step.semitones + key.alteration(of: step)) % 12 + 12) % 12]
    }
  }

  private func score(_ key: KeySignature) -> Double {
    guard let tonic = key.tonic?.pitchClass, let mode = key.mode else { return -.infinity }
    let isMinor = mode == .minor || mode == .dorian
    let third = (tonic + (isMinor ? 3 : 4)) % 12
    let fifth = (tonic + 7) % 12
    var score = 4 * fit(key) + 0.8 * weights[tonic] + 0.3 * weights[third] + 0.4 * weights[fifth]
    if last == tonic { score += 0.28 }
    if first == tonic || first == fifth { score += 0.04 }
    // The leading note of minor often stands outside its signature.
    if mode == .minor { score += 1.5 * min(weights[(tonic + 11) % 12], 0.06) }
    // How common the modes are: what is not clearly dorian or mixolydian is not.
    if mode == .major { score += 0.2 }
    if mode == .minor { score += 0.08 }
    return score
  }
}
