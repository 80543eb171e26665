import MusicModel

/// How the notes of a tune go with its key.
public struct Scale: Codable, Hashable, Sendable {
  /// The lowest and the highest MIDI note.
  public var lowest: Int
  public var highest: Int

  /// The part of the sounding time that notes of the key take, 0...1; 1 where the tune has no key.
  public var inKey: Double

  /// The part of the notes that are not in the key, 0...1.
  public var accidentals: Double

  /// Whether no other mode on the same tonic holds more of the sounding time.
  public var modeFits: Bool

  /// The mode on the tonic that holds most, the named one if it is among the best; `nil` without a
  /// tonic.
  public var bestMode: String?
}

extension Scale {
  /// Semitones from the lowest note to the highest.
  public var semitones: Int { highest - lowest }

  init(_ tune: Tune, _ melody: Melody) {
    lowest = melody.notes.map(\.pitch).min() ?? 0
    highest = melody.notes.map(\.pitch).max() ?? 0
    let key = tune.keySignature
    let scale = Set(
      PitchStep.allCases.map { ($0.semitones + key.alteration(of: $0) + 24) % 12 })
    let outside = melody.notes.count { !scale.contains(($0.pitch % 12 + 12) % 12) }
    accidentals = melody.notes.isEmpty ? 0 : Double(outside) / Double(melody.notes.count)
    var times = [Double](repeating: 0, count: 12)
    for note in melody.notes { times[(note.pitch % 12 + 12) % 12] += note.duration.wholeNotes }
    let total = max(times.reduce(0, +), .leastNonzeroMagnitude)
    func share(_ classes: some Sequence<Int>) -> Double {
      classes.reduce(0) { $0 + times[$1] } / total
    }
    inKey = share(scale)
    guard let tonic = key.tonic, let named = key.mode else {
      (modeFits, bestMode) = (true, nil)
      return
    }
    let shares = Mode.allCases.map { mode in
      share(Self.classes(of: KeySignature(tonic, mode)))
    }
    let best = shares.max() ?? 0
    modeFits = shares[named.rawValue] >= best - 1e-9
    bestMode =
      modeFits
      ? named.abbreviation : zip(Mode.allCases, shares).first { $1 == best }?.0.abbreviation
  }

  private static func classes(of key: KeySignature) -> [Int] {
    PitchStep.allCases.map { ($0.semitones + key.alteration(of: $0) + 24) % 12 }
  }
}
