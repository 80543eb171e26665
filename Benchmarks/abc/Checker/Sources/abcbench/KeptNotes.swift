import ABCNotation
import MusicModel

/// How many notes of the lines that mutations left alone are still there, in their order.
struct KeptNotes {
  private var books = 0
  private var notes = 0
  private var kept = 0

  /// Notes that are there, and not in their voice's order.
  private var moved = 0

  /// The mutations that lost most notes, as seeds.
  private var losses: [(seed: Int, lost: Int)] = []

  /// Counts the notes of one mutation: those that the text without the lines that it changed has
  /// are looked for in the mutated book.
  ///
  /// - Returns: The notes that were lost.
  mutating func add(seed: Int, _ changes: ChangedLines, _ book: Tunebook) -> Int {
    let left = Self.notes(of: ABCReader().read(changes.textLeftAlone, file: ""))
    let found = Self.notes(of: book)
    var (count, lost, strayed) = (0, 0, 0)
    var pool: [Int: Int] = [:]
    for pitch in found.values.joined() { pool[pitch, default: 0] += 1 }
    for (voice, expected) in left {
      count += expected.count
      for case .insert in expected.difference(from: found[voice] ?? []) { strayed += 1 }
      for pitch in expected {
        pool[pitch, default: 0] -= 1
        if pool[pitch, default: 0] < 0 { lost += 1 }
      }
    }
    moved += max(0, strayed - lost)
    books += lost == 0 ? 1 : 0
    notes += count
    kept += count - lost
    if lost > 0 { losses.append((seed, lost)) }
    return lost
  }

  /// The notes of all tunes by voice: a line that was changed may have said in which order the
  /// voices stand.
  private static func notes(of book: Tunebook) -> [String: [Int]] {
    var result: [String: [Int]] = [:]
    for voice in book.tunes.flatMap(\.voices) {
      for measure in voice.measures {
        for item in measure.items + measure.overlays.joined() {
          switch item {
          case .note(let note): result[voice.id, default: []].append(note.pitch.staffPosition)
          case .chord(let chord):
            result[voice.id, default: []] += chord.notes.map(\.pitch.staffPosition)
          default: break
          }
        }
      }
    }
    return result
  }

  func show(count: Int) {
    let percent = Double(kept) / Double(max(1, notes)) * 100
    print(
      "notes before and after the changed lines: \(kept) of \(notes) kept "
        + "(\(percent.formatted(.number.precision(.fractionLength(3)))) %), "
        + "all of them in \(books) of \(count) mutations; \(moved) stand in another voice or order, "
        + "as a line that names voices was damaged")
    for loss in losses.sorted(by: { $0.lost > $1.lost }).prefix(5) {
      print("  seed \(loss.seed) loses \(loss.lost)")
    }
  }
}
