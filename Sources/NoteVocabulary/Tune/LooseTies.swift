import MusicModel

extension Voice {
  /// The measures without ties that lead to another pitch, to a rest or out of the tune, and the
  /// number of those ties.
  ///
  /// Old tunebooks write slurs and beams with the sign of the tie. At repeats and endings, where
  /// the next note is not the next one written, ties stay.
  func measuresWithoutLooseTies() -> (measures: [Measure], looseTies: Int) {
    guard measures.contains(where: { $0.items.contains(where: \.isTied) }) else {
      return (measures, 0)
    }
    var cleaned = measures
    var count = 0
    for measure in measures.indices {
      for item in measures[measure].items.indices where measures[measure].items[item].isTied {
        guard let pitches = pitches(after: item, in: measure) else { continue }
        count += cleaned[measure].items[item].dropTies { pitch in
          !pitches.contains { $0.pitch == pitch.pitch && $0.cents == pitch.cents }
        }
      }
    }
    return (cleaned, count)
  }

  /// The pitches that start next, or `nil` if a repeat or an ending decides on them.
  private func pitches(after item: Int, in measure: Int) -> [SpelledPitch]? {
    if let next = measures[measure].items[(item + 1)...].first(where: \.isTimed) {
      return next.pitches
    }
    for index in measure..<measures.count {
      guard let barLine = measures[index].barLine else { return nil }
      guard barLine.endedRepeats == 0, barLine.startedRepeats == 0 else { return nil }
      guard index + 1 < measures.count else { break }
      guard measures[index + 1].ending?.isEmpty ?? true else { return nil }
      if let next = measures[index + 1].items.first(where: \.isTimed) { return next.pitches }
    }
    return []
  }
}

extension MeasureItem {
  fileprivate var isTied: Bool {
    switch self {
    case .note(let note): note.isTied
    case .chord(let chord): chord.notes.contains(where: \.isTied)
    default: false
    }
  }

  fileprivate var pitches: [SpelledPitch] {
    switch self {
    case .note(let note): [note.pitch]
    case .chord(let chord): chord.notes.map(\.pitch)
    default: []
    }
  }

  /// Drops the ties of some pitches and returns their number.
  fileprivate mutating func dropTies(of isLoose: (SpelledPitch) -> Bool) -> Int {
    switch self {
    case .note(var note):
      guard isLoose(note.pitch) else { return 0 }
      note.isTied = false
      self = .note(note)
      return 1
    case .chord(var chord):
      let loose = chord.notes.indices.filter { index in
        chord.notes[index].isTied && isLoose(chord.notes[index].pitch)
      }
      for index in loose { chord.notes[index].isTied = false }
      self = .chord(chord)
      return loose.count
    default: return 0
    }
  }
}
