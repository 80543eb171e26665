/// The programs that a voice changes to while it plays.
struct ProgramChanges: Hashable, Sendable {
  private var changes: [Timed<Int>] = []

  /// Takes note of the program that holds at an onset.
  mutating func add(_ program: Int, at onset: NoteDuration) {
    if changes.last?.value != program { changes.append(Timed(onset, program)) }
  }

  /// The part, cut by program: one for each, in the order of their first notes.
  func split(_ part: Part) -> [Part] {
    guard !changes.isEmpty else { return [part] }
    var parts: [Part] = []
    for note in part.notes {
      let program = changes.last { $0.onset <= note.onset }?.value ?? part.program
      let place = parts.firstIndex { $0.program == program } ?? parts.count
      if place == parts.count {
        parts.append(Part(name: part.name, channel: part.channel, program: program))
      }
      parts[place].notes.append(note)
    }
    return parts
  }
}
