internal import MusicModel

/// Splits the notes of a track into parts, one for each channel and program.
struct PartSplitter {
  private let track: MIDITrackNotes
  private let name: String?

  init(_ track: MIDITrackNotes, name: String?) {
    self.track = track
    self.name = name
  }

  /// The parts by channel, then by the first use of their program; none without notes.
  func parts(_ clock: TickClock) -> [Part] {
    var parts: [Part] = []
    var partOfSound = ContiguousArray<Int16>(repeating: -1, count: 16 * 128)
    for note in track.notes {
      let sound = Int(note.channel) << 7 | Int(note.program)
      if partOfSound[sound] < 0 {
        partOfSound[sound] = Int16(parts.count)
        parts.append(Part(name: name, channel: Int(note.channel), program: Int(note.program)))
      }
      parts[Int(partOfSound[sound])].notes.append(
        PerformedNote(
          onset: clock.time(note.onset), duration: clock.time(note.duration),
          pitch: Int(note.pitch), velocity: Int(note.velocity)))
    }
    for index in parts.indices { parts[index].notes.orderChords() }
    return parts.enumerated().sorted { ($0.1.channel, $0.0) < ($1.1.channel, $1.0) }.map(\.1)
  }
}

extension [PerformedNote] {
  /// Puts notes that start together in order from low to high; onsets are in order already.
  fileprivate mutating func orderChords() {
    var start = 0
    while start < count {
      var end = start + 1
      var isOrdered = true
      while end < count, self[end].onset == self[start].onset {
        if self[end - 1].pitch > self[end].pitch { isOrdered = false }
        end += 1
      }
      if !isOrdered { self[start..<end].sort { $0.pitch < $1.pitch } }
      start = end
    }
  }
}
