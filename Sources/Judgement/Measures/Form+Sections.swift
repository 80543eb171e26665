import MusicModel

extension Form {
  /// The measures between bar lines that end a section.
  static func sectionRanges(_ voice: Voice) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    for index in voice.measures.indices {
      let next = index + 1 < voice.measures.count ? voice.measures[index + 1] : nil
      guard let line = voice.measures[index].barLine else { continue }
      // A repeat sign before a second ending is within its section.
      let continues = next?.ending.map { $0.first != 1 } ?? false
      if !line.isPlain, line.style != .dotted, !continues {
        ranges.append(start..<index + 1)
        start = index + 1
      }
    }
    if start < voice.measures.count { ranges.append(start..<voice.measures.count) }
    return ranges
  }

  /// Whether no repeat and no ending is in a section, so that its form is written out.
  static func isUndivided(_ voice: Voice, _ range: Range<Int>) -> Bool {
    !isRepeated(voice, range) && range.allSatisfy { voice.measures[$0].ending == nil }
  }

  /// Blocks of eight measures of a tune that is written without any division.
  static func blocks(of range: Range<Int>, _ lengths: MeasureLengths) -> [Range<Int>] {
    let hasPickup =
      lengths.expected[range.lowerBound].map { lengths.found[range.lowerBound] < $0 } ?? false
    var start = range.lowerBound
    var ranges: [Range<Int>] = []
    var end = start + 8 + (hasPickup ? 1 : 0)
    while range.upperBound - end >= 8 {
      ranges.append(start..<end)
      (start, end) = (end, end + 8)
    }
    let rest = range.upperBound - end
    if rest >= 4 {
      ranges += [start..<end, end..<range.upperBound]
    } else {
      ranges.append(start..<range.upperBound)
    }
    return ranges
  }

  static func isRepeated(_ voice: Voice, _ range: Range<Int>) -> Bool {
    range.contains { (voice.measures[$0].barLine?.endedRepeats ?? 0) > 0 }
  }

  /// The measures of one pass: a pick-up and the measure that it is taken from are one, and of
  /// endings the first counts.
  static func fullMeasures(
    _ voice: Voice, _ range: Range<Int>, _ lengths: MeasureLengths
  ) -> Int {
    var time = NoteDuration.zero
    var isInLaterEnding = false
    for index in range {
      if let ending = voice.measures[index].ending { isInLaterEnding = ending.first != 1 }
      if !isInLaterEnding { time += lengths.found[index] }
    }
    guard let expected = lengths.expected[range.lowerBound] else {
      return range.count { lengths.found[$0] > .zero }
    }
    return Int((time / expected).wholeNotes.rounded())
  }
}

/// The notes of some measures as written, reduced to what makes them the same or not.
struct WrittenNotes: Hashable {
  /// Pitch and duration by turns; a rest has pitch -1.
  private(set) var pitches: [Int] = []
  private(set) var durations: [NoteDuration] = []

  init(_ measures: some Sequence<Measure>) {
    for item in measures.lazy.flatMap(\.items) {
      switch item {
      case .note(let note): pitches.append(note.pitch.pitch)
      case .chord(let chord): pitches.append(chord.notes.map(\.pitch.pitch).max() ?? -1)
      case .rest: pitches.append(-1)
      default: continue
      }
      durations.append(item.duration)
    }
  }

  /// 1 - d / n, where d is the edit distance and n the larger number of notes.
  func similarity(to other: WrittenNotes) -> Double {
    let longest = max(pitches.count, other.pitches.count)
    guard longest > 0 else { return 1 }
    return 1 - Double(editDistance(to: other)) / Double(longest)
  }

  private func editDistance(to other: WrittenNotes) -> Int {
    let width = min(other.pitches.count, 4000)
    var row = Array(0...width)
    for i in 0..<min(pitches.count, 4000) {
      var diagonal = row[0]
      row[0] = i + 1
      for j in 0..<width {
        let same = pitches[i] == other.pitches[j] && durations[i] == other.durations[j]
        let cost = min(row[j + 1] + 1, row[j] + 1, diagonal + (same ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = cost
      }
    }
    return row[width]
  }
}
