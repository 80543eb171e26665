import MusicModel

/// What `lilt inspect` says of one piece, with the keys that scripts read.
struct PerformanceReport: Encodable {
  struct NoteReport: Encodable {
    let onset: String
    let duration: String
    let seconds: Double
    let length: Double
    let pitch: Int
    let velocity: Int
    let channel: Int
    let program: Int
    let part: Int
  }

  struct PartReport: Encodable {
    let name: String?
    let channel: Int
    let program: Int
    let noteCount: Int
  }

  struct Change<Value: Encodable>: Encodable {
    let onset: String
    let value: Value
  }

  let tune: Int
  let title: String?
  let ticksPerQuarter: Int
  let notes: [NoteReport]?
  let noteCount: Int
  let parts: [PartReport]
  let tempi: [Change<Double>]
  let meters: [Change<String>]
  let keys: [Change<String>]
  let diagnostics: [String]

  /// - Parameters:
  ///   - number: The place of the piece in its file, from 1.
  ///   - listsNotes: Whether to tell every note.
  init(_ piece: MusicFile.Piece, number: Int, listsNotes: Bool) {
    let performance = piece.performance
    tune = number
    title = performance.title
    ticksPerQuarter = 480
    noteCount = performance.parts.reduce(0) { $0 + $1.notes.count }
    parts = performance.parts.map {
      PartReport(
        name: $0.name, channel: $0.channel, program: $0.program, noteCount: $0.notes.count)
    }
    notes = listsNotes ? Self.notes(of: performance) : nil
    tempi = performance.tempi.map { Change(onset: $0.onset.description, value: $0.value) }
    meters = performance.meters.map {
      Change(onset: $0.onset.description, value: $0.value.description)
    }
    keys = performance.keys.map {
      Change(onset: $0.onset.description, value: $0.value.description)
    }
    diagnostics = piece.diagnostics.map(\.description)
  }

  private static func notes(of performance: Performance) -> [NoteReport] {
    let map = performance.tempoMap
    return performance.parts.enumerated().flatMap { index, part in
      part.notes.map { note in
        let start = map.seconds(at: note.onset)
        return NoteReport(
          onset: note.onset.description, duration: note.duration.description, seconds: start,
          length: map.seconds(at: note.onset + note.duration) - start, pitch: note.pitch,
          velocity: note.velocity, channel: part.channel, program: part.program, part: index)
      }
    }
  }

  /// The report for a reader: a headline, a line for each of several parts, then the notes where
  /// they are asked for.
  var text: String {
    let meter = meters.first?.value ?? "no meter"
    let key = keys.first?.value ?? "no key"
    let headline = "\(tune)\t\(title ?? "untitled")\t\(meter)\t\(key)\t\(noteCount) notes"
    let lines = (notes ?? []).map { "\t\($0.onset)\t\($0.duration)\t\($0.pitch)" }
    return ([headline] + partLines + lines).joined(separator: "\n")
  }

  /// Programs and channels counted from 1, as musicians do.
  private var partLines: [String] {
    guard parts.count > 1 else { return [] }
    return parts.enumerated().map { index, part in
      let sound = part.channel == Part.percussionChannel ? "drums" : "program \(part.program + 1)"
      return "\tpart \(index + 1)\t\(part.name ?? "unnamed")\t\(sound)\t"
        + "channel \(part.channel + 1)\t\(part.noteCount) notes"
    }
  }
}
