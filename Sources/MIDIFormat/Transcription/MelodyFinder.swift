internal import MusicModel

/// Finds the tune among the parts of a performance.
enum MelodyFinder {
  /// The part most likely to carry the tune: named so, or high, busy and mostly one note at a time.
  static func melodyPart(of parts: [Part]) -> Part? {
    parts.max { score($0) < score($1) }
  }

  private static func score(_ part: Part) -> Double {
    guard !part.notes.isEmpty else { return -.infinity }
    let count = Double(part.notes.count)
    let onsets = Double(Set(part.notes.map(\.onset)).count)
    let pitch = part.notes.reduce(0) { $0 + Double($1.pitch) } / count
    let name = (part.name ?? "").lowercased()
    let isNamed = ["melod", "lead", "vocal", "voice", "tune", "solo"].contains {
      name.contains($0)
    }
    // An octave higher weighs as much as three times the notes, or a melody where others chord.
    return pitch / 12 + min(onsets, 400) / 200 + 2 * (onsets / count) + (isNamed ? 4 : 0)
      - (part.program / 8 == 4 ? 3 : 0)
  }

  /// The highest note at each onset, cut where the next one starts.
  static func skyline(_ notes: [PerformedNote]) -> [PerformedNote] {
    var line: [PerformedNote] = []
    for note in notes {
      if let last = line.last {
        if last.onset == note.onset {
          if note.pitch > last.pitch { line[line.count - 1] = note }
          continue
        }
        let end = last.onset + last.duration
        // A lower note under a held one is accompaniment.
        if end > note.onset, note.pitch < last.pitch { continue }
        if end > note.onset { line[line.count - 1].duration = note.onset - last.onset }
      }
      line.append(note)
    }
    return line
  }
}
