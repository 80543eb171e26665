/// The notes of a schedule by the time in which they sound, percussion left out.
public struct SoundingNotes: Sendable {
  private struct Note {
    var start: Int
    var end: Int
    var pitch: Int
  }

  /// By start.
  private var notes: [Note] = []
  private var longest = 0

  public init(_ schedule: EventSchedule) {
    var open: [Int: [Int]] = [:]
    for event in schedule.events where event.message.channel != 9 {
      let key = Int(event.message.channel) * 128 + Int(event.message.data1)
      switch event.message.kind {
      case .noteOn:
        open[key, default: []].append(notes.count)
        notes.append(
          Note(start: event.frame, end: schedule.endFrame, pitch: Int(event.message.data1)))
      case .noteOff:
        guard let index = open[key]?.popLast() else { break }
        notes[index].end = event.frame
      default: break
      }
    }
    longest = notes.map { $0.end - $0.start }.max() ?? 0
  }

  /// The MIDI notes that sound at a frame.
  public func pitches(at frame: Int) -> [Int] {
    var (low, high) = (0, notes.count)
    while low < high {
      let middle = (low + high) / 2
      if notes[middle].start <= frame { low = middle + 1 } else { high = middle }
    }
    var pitches: [Int] = []
    for note in notes[..<low].reversed() {
      guard note.start + longest >= frame else { break }
      if note.end > frame { pitches.append(note.pitch) }
    }
    return pitches
  }
}
