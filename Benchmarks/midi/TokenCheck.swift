// What the events encoding keeps of files, how many tokens it takes and how fast it is.
import MIDIFormat
import MusicModel
import NoteVocabulary

/// The figures of some files, added up.
struct TokenCheck {
  private(set) var files = 0
  private(set) var rejected = 0
  private(set) var notes = 0
  private(set) var tokens = 0
  private(set) var partsFiles = 0
  private(set) var partsNotes = 0
  private(set) var partsTokens = 0
  private(set) var lostNotes = 0
  private(set) var refusedByGrammar = 0

  /// Files whose tokens, read and written once more, are others.
  private(set) var changedAgain = 0

  /// The largest distance of a note's start, and of its end, from where it was, in steps; notes
  /// shorter than half a step count with their start only.
  private(set) var onsetError = 0.0
  private(set) var endError = 0.0

  /// Notes that came back with exactly their start and end, in the ticks of their file.
  private(set) var exactNotes = 0

  private let encoding = EventEncoding()
  private let grammar = try? EventGrammar(maximumBars: 10_000_000)

  /// - Parameter ticksPerQuarter: The division of the file.
  mutating func add(_ performance: Performance, ticksPerQuarter: Int) {
    files += 1
    guard let encoded = try? encoding.encode(performance).tokens,
      let decoded = try? encoding.decode(encoded)
    else {
      rejected += 1
      return
    }
    if (try? encoding.encode(decoded).tokens) != encoded { changedAgain += 1 }
    if grammar?.accepts(encoded) != true { refusedByGrammar += 1 }
    let count = performance.parts.reduce(0) { $0 + $1.notes.count }
    notes += count
    tokens += encoded.count
    if performance.parts.count > 1 {
      partsFiles += 1
      partsNotes += count
      partsTokens += encoded.count
    }
    let (before, after) = (Self.groups(performance), Self.groups(decoded))
    for (key, group) in before {
      let found = after[key] ?? []
      lostNotes += max(0, group.count - found.count)
      for (note, other) in zip(group, found) { compare(note, other, ticksPerQuarter) }
    }
  }

  private mutating func compare(
    _ note: PerformedNote, _ other: PerformedNote, _ ticksPerQuarter: Int
  ) {
    let step = EventEncoding.step.wholeNotes
    onsetError = max(onsetError, abs(note.onset.wholeNotes - other.onset.wholeNotes) / step)
    if other.duration != EventEncoding.shortest {
      let ends = [note, other].map { ($0.onset + $0.duration).wholeNotes }
      endError = max(endError, abs(ends[0] - ends[1]) / step)
    }
    let ticks = [note, other].map { note in
      [note.onset, note.onset + note.duration].map {
        $0.nearestTick(ticksPerQuarter: ticksPerQuarter)
      }
    }
    if ticks[0] == ticks[1] { exactNotes += 1 }
  }

  /// The notes by sound and pitch, in the order of their places on the grid.
  private static func groups(_ performance: Performance) -> [Int: [PerformedNote]] {
    var groups: [Int: [PerformedNote]] = [:]
    for part in performance.parts {
      for note in part.notes {
        groups[(part.isPercussion ? 128 : part.program) << 7 | note.pitch, default: []].append(note)
      }
    }
    return groups.mapValues { notes in
      notes.map { (place: ($0.onset.steps, ($0.onset + $0.duration).steps), note: $0) }
        .sorted { $0.place < $1.place }.map(\.note)
    }
  }

  var json: String {
    """
    {"files": \(files), "rejected": \(rejected), "notes": \(notes), "tokens": \(tokens), \
    "tokens_a_note": \(Double(tokens) / Double(max(1, notes))), "files_of_parts": \(partsFiles), \
    "tokens_a_note_of_parts": \(Double(partsTokens) / Double(max(1, partsNotes))), \
    "lost_notes": \(lostNotes), "exact_notes": \(exactNotes), "onset_error_steps": \(onsetError), \
    "end_error_steps": \(endError), "refused_by_grammar": \(refusedByGrammar), \
    "changed_again": \(changedAgain)}
    """
  }
}

extension NoteDuration {
  fileprivate var steps: Int { nearestTick(ticksPerQuarter: 24) }
}
