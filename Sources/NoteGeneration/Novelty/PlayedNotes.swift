import Judgement
import MusicModel

/// The melody of a tune that is being written, as it will be played.
///
/// Where a section is closed by a repeat sign its second pass is appended, so that the list is at any
/// time what ``Melody`` will make of the tune so far. Times are ticks that tuplets divide evenly.
struct PlayedNotes {
  /// Ticks of a whole note: the tokens' 64, times 2520 for tuplets of up to ten notes.
  static let ticksPerWhole = 64 * 2520

  struct Note {
    var onset: Int
    var pitch: Int
  }

  private(set) var notes: [Note] = []

  /// The step from each note to the next; see ``MelodySymbol``.
  private(set) var symbols: [UInt16] = []

  /// The time that the tune has come to.
  private(set) var time = 0

  /// The place of the present section's first note, and the time of its start.
  private(set) var sectionNote = 0
  private(set) var sectionTime = 0

  /// The same of its first ending, `nil` outside of it.
  private var ending: (note: Int, time: Int)?

  mutating func addNote(_ pitch: Int, ticks: Int) {
    append(Note(onset: time, pitch: pitch))
    time += ticks
  }

  mutating func pass(ticks: Int) { time += ticks }

  /// Starts a section here.
  mutating func startSection() {
    (sectionNote, sectionTime, ending) = (notes.count, time, nil)
  }

  mutating func startFirstEnding() { ending = (notes.count, time) }

  /// Plays the present section again, up to the first ending if it has one, and goes on from there.
  mutating func repeatSection() {
    let end = ending ?? (notes.count, time)
    let shift = time - sectionTime
    for note in notes[sectionNote..<end.note] {
      append(Note(onset: note.onset + shift, pitch: note.pitch))
    }
    time = end.time + shift
  }

  private mutating func append(_ note: Note) {
    if let last = notes.last { symbols.append(Self.symbol(last, note)) }
    notes.append(note)
  }

  private static func symbol(_ from: Note, _ to: Note) -> UInt16 {
    MelodySymbol(
      time: Self.time(from.onset, to.onset), interval: to.pitch - from.pitch
    ).rawValue
  }

  static func time(_ from: Int, _ to: Int) -> UInt16 {
    MelodySymbol.time(to - from, perWhole: ticksPerWhole)
  }
}

extension PlayedNotes {
  /// The last note that lies some time or more before a moment; `nil` where none does.
  func lastNote(atLeast ticks: Int, before moment: Int) -> Int? {
    var (low, high) = (0, notes.count)
    while low < high {
      let middle = (low + high) / 2
      if notes[middle].onset <= moment - ticks { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low - 1
  }

  /// The notes that are played if the section is repeated now: from some note to the end of its
  /// second pass, or to where its first ending starts.
  ///
  /// - Parameters:
  ///   - candidate: A note to add before.
  ///   - end: The time at which the section ends.
  /// - Returns: The notes, and the place of the first one of the second pass.
  func repeated(from start: Int, adding candidate: Note?, end: Int) -> (notes: [Note], seam: Int) {
    let added = candidate.map { [$0] } ?? []
    let first = notes[start...] + added
    let shift = end - sectionTime
    let second = notes[sectionNote..<(ending?.note ?? notes.count)] + (ending == nil ? added : [])
    return (
      first + second.map { Note(onset: $0.onset + shift, pitch: $0.pitch) }, first.count
    )
  }

  /// The steps between the section's notes, up to its first ending.
  var sectionSymbols: ArraySlice<UInt16> {
    let end = max(sectionNote, (ending?.note ?? notes.count) - 1)
    return symbols[min(sectionNote, symbols.count)..<min(end, symbols.count)]
  }

  static func symbols(of notes: ArraySlice<Note>) -> [UInt16] {
    zip(notes, notes.dropFirst()).map(symbol)
  }
}
