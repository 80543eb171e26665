// What becomes of music by way of the other format and back.
import ABCNotation
import MIDIFormat
import MusicModel

/// What became of one piece.
struct RoundTrip {
  let outcome: String
  let piece: String

  /// A MIDI file by way of ABC text.
  ///
  /// - SAME: pitch, onset and duration of every note but those of drums are the same.
  /// - ROUNDED: they are the same to the 48th of a quarter; the file has rounded its triplets.
  /// - QUANTISED: the times of the file are not those of a score, and were moved to such times.
  /// - LOST: nothing was written, or nothing read back.
  /// - DIFFERS: none of these, which is a fault.
  static func byABC(_ path: String) throws -> [RoundTrip] {
    let played = Performance(try MIDIFile(reading: Driver.bytes(path)))
    var findings: [Diagnostic] = []
    let tune = try? Tune(quantizing: played, diagnostics: &findings)
    let text = ABCWriter().write(tune.map { [$0] } ?? [])
    guard let read = ABCReader().read(Array(text.utf8), file: "").tunes.first,
      let again = try? Performance(unrolling: read)
    else { return [RoundTrip(outcome: "LOST", piece: path)] }
    let outcome =
      again.melodicNotes == played.melodicNotes
      ? "SAME"
      : again.roundedNotes == played.roundedNotes
        ? "ROUNDED"
        : findings.contains { $0.code == "rounded-time" } ? "QUANTISED" : "DIFFERS"
    return [RoundTrip(outcome: outcome, piece: path)]
  }

  /// The tunes of an ABC book by way of MIDI files: SAME, or what is different.
  static func byMIDI(_ path: String) throws -> [RoundTrip] {
    try ABCReader().read(Driver.bytes(path), file: path).tunes.map { tune in
      RoundTrip(outcome: byMIDI(tune), piece: "\(tune.referenceNumber ?? 0) \(tune.title ?? "")")
    }
  }

  private static func byMIDI(_ tune: Tune) -> String {
    guard let played = try? Performance(unrolling: tune),
      let file = try? MIDIFile(reading: MIDIFile(played).bytes, strict: true),
      let written = try? Tune(quantizing: Performance(file)),
      let again = try? Performance(unrolling: written)
    else { return "LOST" }
    if again.parts.map(\.notes) != played.parts.map(\.notes) { return "NOTES" }
    if again.measureOnsets != played.measureOnsets { return "MEASURES" }
    let (key, other) = (tune.keySignature, written.keySignature)
    return key.tonic == other.tonic && key.mode == other.mode ? "SAME" : "KEY"
  }
}

extension Performance {
  /// Pitch, onset and duration of every note but those of drums.
  fileprivate var melodicNotes: [String] {
    parts.filter { !$0.isPercussion }.flatMap(\.notes)
      .map { "\($0.onset) \($0.duration) \($0.pitch)" }.sorted()
  }

  /// The same with start and end to the 48th of a quarter.
  fileprivate var roundedNotes: [[Int]] {
    parts.filter { !$0.isPercussion }.flatMap(\.notes).map { note in
      [note.onset, note.onset + note.duration].map { $0.nearestTick(ticksPerQuarter: 48) }
        + [note.pitch]
    }.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
