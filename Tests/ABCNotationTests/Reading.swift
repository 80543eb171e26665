import ABCNotation
import MusicModel

/// What the tests of the reader ask about a text.
struct Reading {
  let entry: Tunebook.Entry

  /// Reads a tune whose header is filled in: `X:1`, no meter, `L:1/4`, `K:C`.
  init(_ music: String, header: String = "L:1/4\nK:C") {
    self.init(tune: "X:1\n\(header)\n\(music)\n")
  }

  init(tune text: String) {
    let book = ABCReader().read(Array(text.utf8), file: "tune.abc")
    entry = book.entries.first ?? Tunebook.Entry(tune: nil, location: .bytes(file: "", offset: 0))
  }

  var tune: Tune { entry.tune ?? Tune() }
  var items: [MeasureItem] { tune.voices[0].measures.flatMap(\.items) }
  var codes: [String] { entry.diagnostics.map(\.code) }

  /// Pitches of notes and chords, rests as -1, as MIDI note numbers.
  var pitches: [[Int]] {
    items.compactMap { item in
      switch item {
      case .note(let note): [note.pitch.pitch]
      case .chord(let chord): chord.notes.map(\.pitch.pitch)
      case .rest: []
      default: nil
      }
    }
  }

  /// Durations of notes, chords and rests, as fractions of a whole note.
  var durations: [String] { items.filter(\.isTimed).map(\.duration.description) }

  /// The notes as played: pitch, onset and duration, repeats unrolled.
  var played: [String] {
    guard let performance = try? Performance(unrolling: tune) else { return ["too long"] }
    return performance.parts.flatMap(\.notes).map { "\($0.pitch)@\($0.onset)+\($0.duration)" }
  }

  /// The pitches as played, in the order of time.
  var playedPitches: [Int] {
    guard let performance = try? Performance(unrolling: tune) else { return [] }
    return performance.parts.flatMap(\.notes).map(\.pitch)
  }
}
