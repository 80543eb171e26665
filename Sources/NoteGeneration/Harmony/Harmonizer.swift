import MusicModel

/// Finds a chord for each measure of a melody.
///
/// A chord scores the time that its notes sound, doubled for the note at the measure's start, less
/// half of the time of other notes; chords that tunes use more have a little ahead. The last
/// measure comes home to the tonic.
struct Harmonizer {
  private let tonic: PitchName
  private let mode: Mode
  private let candidates: [(symbol: ChordSymbol, tones: Set<Int>, bonus: Double)]

  /// `nil` where the key has no tonic.
  init?(_ key: KeySignature) {
    guard let tonic = key.tonic, let mode = key.mode else { return nil }
    self.tonic = tonic
    self.mode = mode
    candidates = PitchStep.allCases.indices.compactMap { degree in
      let step = PitchStep.allCases[(tonic.step.rawValue + degree) % 7]
      func pitchClass(_ offset: Int) -> Int {
        let step = PitchStep.allCases[(step.rawValue + offset) % 7]
        return PitchName(step, alteration: key.alteration(of: step)).pitchClass
      }
      let root = PitchName(step, alteration: key.alteration(of: step))
      let third = (pitchClass(2) - root.pitchClass + 12) % 12
      guard (pitchClass(4) - root.pitchClass + 12) % 12 == 7 else { return nil }
      let symbol = ChordSymbol(root.description + (third == 3 ? "m" : ""))
      let tones = Set([pitchClass(0), pitchClass(2), pitchClass(4)])
      return (symbol, tones, Self.bonuses[degree])
    }
  }

  /// In whole notes, by degree of the scale.
  private static let bonuses = [0.12, 0.0, -0.1, 0.06, 0.08, 0.0, 0.04]

  /// The tonic's chord, where melodies end.
  private var home: ChordSymbol? { candidates.first?.symbol }

  func chord(for measure: Measure, isLast: Bool) -> ChordSymbol? {
    if isLast { return home }
    var onset = NoteDuration.zero
    var scores = candidates.map(\.bonus)
    for item in measure.items {
      for pitch in item.pitchClasses {
        let time = item.duration.wholeNotes * (onset == .zero ? 2 : 1)
        for index in candidates.indices {
          scores[index] += candidates[index].tones.contains(pitch) ? time : -time / 2
        }
      }
      onset += item.duration
    }
    guard let best = scores.max(), let index = scores.firstIndex(of: best) else { return home }
    return candidates[index].symbol
  }
}

extension MeasureItem {
  fileprivate var pitchClasses: [Int] {
    switch self {
    case .note(let note): [(note.pitch.pitch + 120) % 12]
    case .chord(let chord): chord.notes.map { ($0.pitch.pitch + 120) % 12 }
    default: []
    }
  }
}
