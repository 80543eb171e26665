/// Pairs the starts and ends of notes: first in, first out, for each channel and pitch.
///
/// Holds its queues between tracks, so that a file allocates them once.
struct NotePairing {
  /// The first and the last sounding note of each channel and pitch, plus one; zero for none.
  private var first = ContiguousArray<UInt32>(repeating: 0, count: 16 * 128)
  private var last = ContiguousArray<UInt32>(repeating: 0, count: 16 * 128)

  /// Returns the notes of a track; one that never ends is closed at the track's end.
  mutating func notes(of track: MIDITrack) -> MIDITrackNotes {
    var result = MIDITrackNotes()
    var programs = [16 of UInt8](repeating: 0)
    var sounding = 0
    result.notes.reserveCapacity(track.records.count / 2)
    for record in track.records {
      let channel = record.status & 0x0F
      switch record.status & 0xF0 {
      case 0x90 where record.data2 > 0:
        let note = MIDINote(
          onset: record.tick, duration: -1, pitch: record.data1, velocity: record.data2,
          channel: channel, program: programs[Int(channel)])
        start(note, in: &result.notes)
        result.soundingChannels |= 1 << UInt16(channel)
        sounding += 1
      case 0x80, 0x90:
        if end(channel, record.data1, at: record.tick, in: &result.notes) { sounding -= 1 }
      case 0xC0:
        programs[Int(channel)] = record.data1
        result.programmedChannels |= 1 << UInt16(channel)
        result.programChanges.append(
          .init(tick: record.tick, channel: channel, program: record.data1))
      default: break
      }
    }
    result.unendedCount = sounding
    if sounding > 0 { closeAll(at: track.endTick, in: &result.notes) }
    return result
  }

  @inline(__always)
  private mutating func start(_ note: MIDINote, in notes: inout ContiguousArray<MIDINote>) {
    let queue = Int(note.channel) << 7 | Int(note.pitch)
    notes.append(note)
    let place = UInt32(truncatingIfNeeded: notes.count)
    if first[queue] == 0 {
      first[queue] = place
    } else {
      notes[Int(last[queue]) - 1].link = place
    }
    last[queue] = place
  }

  @inline(__always)
  private mutating func end(
    _ channel: UInt8, _ pitch: UInt8, at tick: Int, in notes: inout ContiguousArray<MIDINote>
  ) -> Bool {
    let queue = Int(channel) << 7 | Int(pitch)
    let place = Int(first[queue]) - 1
    guard place >= 0 else { return false }
    notes[place].duration = tick - notes[place].onset
    first[queue] = notes[place].link
    notes[place].link = 0
    return true
  }

  private mutating func closeAll(at tick: Int, in notes: inout ContiguousArray<MIDINote>) {
    for index in notes.indices where notes[index].duration < 0 {
      notes[index].duration = tick - notes[index].onset
      notes[index].link = 0
      first[Int(notes[index].channel) << 7 | Int(notes[index].pitch)] = 0
    }
  }
}

extension MIDIFile {
  /// Returns the notes of each track in ticks.
  ///
  /// A track that plays on a channel without a program change of its own takes the programs that
  /// other tracks set on that channel.
  public func notes() -> [MIDITrackNotes] {
    var pairing = NotePairing()
    var tracks: [MIDITrackNotes] = []
    for case .track(let track) in chunks { tracks.append(pairing.notes(of: track)) }
    if format != .independentPatterns, tracks.count > 1 { sharePrograms(among: &tracks) }
    return tracks
  }

  private func sharePrograms(among tracks: inout [MIDITrackNotes]) {
    let programmed = tracks.reduce(0) { $0 | $1.programmedChannels }
    var changes: [MIDITrackNotes.ProgramChange]?
    for index in tracks.indices {
      let bare = tracks[index].soundingChannels & ~tracks[index].programmedChannels & programmed
      guard bare != 0 else { continue }
      let ordered = changes ?? tracks.flatMap(\.programChanges).sorted { $0.tick < $1.tick }
      changes = ordered
      apply(ordered, to: &tracks[index].notes, on: bare)
    }
  }

  private func apply(
    _ changes: [MIDITrackNotes.ProgramChange], to notes: inout ContiguousArray<MIDINote>,
    on channels: UInt16
  ) {
    var programs = [16 of UInt8](repeating: 0)
    var next = 0
    for index in notes.indices {
      while next < changes.count, changes[next].tick <= notes[index].onset {
        programs[Int(changes[next].channel)] = changes[next].program
        next += 1
      }
      let channel = notes[index].channel
      if channels & 1 << UInt16(channel) != 0 { notes[index].program = programs[Int(channel)] }
    }
  }
}
