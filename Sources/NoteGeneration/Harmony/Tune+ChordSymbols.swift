import MusicModel

extension Tune {
  /// Writes the chords of a progression above the melody.
  mutating func addChordSymbols(_ progression: ChordProgression) {
    addChordSymbols { number, _, _ in progression.chords(ofMeasure: number) }
  }

  /// Writes a chord above each measure that goes with its notes.
  mutating func addFittingChordSymbols() {
    guard let harmonizer = Harmonizer(keySignature) else { return }
    let last = voices.first.map { $0.measures.count - 1 }
    addChordSymbols { _, measure, index in
      harmonizer.chord(for: measure, isLast: index == last).map { [$0] } ?? []
    }
  }

  var hasChordSymbols: Bool {
    voices.flatMap(\.measures).flatMap(\.items).contains { item in
      if case .chordSymbol = item { true } else { false }
    }
  }

  /// - Parameter chords: Gets the measure's number in its section and in the tune.
  private mutating func addChordSymbols(
    _ chords: (_ number: Int, _ measure: Measure, _ index: Int) -> [ChordSymbol]
  ) {
    guard let length = meter.measureDuration else { return }
    for voice in voices.indices {
      var place = ProgressionPlace()
      for index in voices[voice].measures.indices {
        let measure = voices[voice].measures[index]
        guard let number = place.enter(measure, fullLength: length) else { continue }
        voices[voice].measures[index].items = measure.items(
          with: chords(number, measure, index), length: length)
      }
    }
  }
}

/// Counts measures as ``ChordProgression`` does: from each section's first that is no pick-up,
/// second endings from where the first began.
private struct ProgressionPlace {
  private var measure = 0
  private var endingStart = 0
  private var startsSection = true

  /// Returns the measure's number, or `nil` for a pick-up.
  mutating func enter(_ next: Measure, fullLength: NoteDuration) -> Int? {
    if next.ending == [1] { endingStart = measure }
    if let ending = next.ending, ending != [1] { measure = endingStart }
    defer { startsSection = next.barLine?.endsSection ?? false }
    if startsSection, next.ending == nil {
      measure = 0
      if next.duration < fullLength { return nil }
    }
    defer { measure += 1 }
    return measure
  }
}

extension Measure {
  /// The items with chord symbols before the notes that sound where each chord starts.
  ///
  /// A chord that starts within a long note stands before the next one; it is left out where
  /// another chord starts there.
  fileprivate func items(with chords: [ChordSymbol], length: NoteDuration) -> [MeasureItem] {
    let onsets = chords.indices.map { length / NoteDuration(chords.count) * $0 }
    var result: [MeasureItem] = []
    var written = 0
    var onset = NoteDuration.zero
    for item in items {
      let due = onsets.prefix { $0 <= onset }.count
      if item.startsNotes, due > written {
        result.append(.chordSymbol(chords[due - 1]))
        written = due
      }
      result.append(item)
      onset += item.duration
    }
    return result
  }
}

extension MeasureItem {
  /// Whether a chord symbol may stand before it.
  fileprivate var startsNotes: Bool {
    if case .tuplet = self { return true }
    return isTimed
  }
}
