import MusicModel

extension Tune {
  /// The tune moved by octaves to where most of its notes lie between D4 and B5.
  ///
  /// That is where fiddle, flute, whistle and pipes play with ease. A tune that fits stays.
  func placedInComfortableRange() -> Tune {
    let pitches = voices.flatMap(\.measures).flatMap(\.items).flatMap(\.notes).map(\.pitch.pitch)
    let shifts = [0, 1, -1, 2, -2]
    let costs = shifts.map { shift in
      pitches.reduce(0) { $0 + Self.comfortableRange.distance(to: $1 + 12 * shift) }
    }
    guard let best = costs.min(), let place = costs.firstIndex(of: best), place > 0 else {
      return self
    }
    return transposed(octaves: shifts[place])
  }

  /// MIDI notes D4 to B5.
  private static let comfortableRange = 62...83

  private func transposed(octaves: Int) -> Tune {
    var tune = self
    for voice in tune.voices.indices {
      for measure in tune.voices[voice].measures.indices {
        let items = tune.voices[voice].measures[measure].items
        tune.voices[voice].measures[measure].items = items.map { $0.transposed(octaves: octaves) }
      }
    }
    return tune
  }
}

extension ClosedRange<Int> {
  fileprivate func distance(to value: Int) -> Int {
    Swift.max(lowerBound - value, value - upperBound, 0)
  }
}

extension MeasureItem {
  /// The notes that sound, graces aside.
  fileprivate var notes: [Note] {
    switch self {
    case .note(let note): [note]
    case .chord(let chord): chord.notes
    default: []
    }
  }

  fileprivate func transposed(octaves: Int) -> MeasureItem {
    switch self {
    case .note(let note): return .note(note.transposed(octaves: octaves))
    case .chord(var chord):
      chord.notes = chord.notes.map { $0.transposed(octaves: octaves) }
      chord.ornaments = chord.ornaments.transposed(octaves: octaves)
      return .chord(chord)
    default: return self
    }
  }
}

extension Note {
  fileprivate func transposed(octaves: Int) -> Note {
    var note = self
    note.pitch.octave += octaves
    note.ornaments = ornaments.transposed(octaves: octaves)
    return note
  }
}

extension Ornaments {
  fileprivate func transposed(octaves: Int) -> Ornaments {
    var ornaments = self
    ornaments.graces?.notes = graces?.notes.map { $0.transposed(octaves: octaves) } ?? []
    return ornaments
  }
}
