extension MIDIFile {
  /// Lengthens notes that end while the sustain pedal is down to the pedal's release, or to the
  /// next start of the same pitch, whichever comes first.
  func applySustainPedal(to tracks: inout [MIDITrackNotes]) {
    let pedals = pedalSpans()
    for track in tracks.indices {
      var nextOnset: [Int: Int] = [:]
      for index in tracks[track].notes.indices.reversed() {
        let note = tracks[track].notes[index]
        let key = Int(note.channel) << 7 | Int(note.pitch)
        let end = note.onset + note.duration
        if let release = release(at: end, in: pedals[Int(note.channel)]) {
          let held = min(release, nextOnset[key] ?? release)
          tracks[track].notes[index].duration = max(held, end) - note.onset
        }
        nextOnset[key] = note.onset
      }
    }
  }

  /// The stretches in which the pedal of each channel is down, in order of time.
  private func pedalSpans() -> [[Range<Int>]] {
    var changes: [(tick: Int, channel: Int, isDown: Bool)] = []
    for track in tracks {
      for record in track.records where record.status & 0xF0 == 0xB0 && record.data1 == 64 {
        changes.append((record.tick, Int(record.status & 0x0F), record.data2 >= 64))
      }
    }
    var spans: [[Range<Int>]] = Array(repeating: [], count: 16)
    var downs: [Int?] = Array(repeating: nil, count: 16)
    for change in changes.sorted(by: { $0.tick < $1.tick }) {
      if change.isDown {
        downs[change.channel] = downs[change.channel] ?? change.tick
      } else if let down = downs[change.channel] {
        spans[change.channel].append(down..<change.tick)
        downs[change.channel] = nil
      }
    }
    let end = tracks.map(\.endTick).max() ?? 0
    for (channel, down) in downs.enumerated() {
      if let down, down < end { spans[channel].append(down..<end) }
    }
    return spans
  }

  /// When the pedal that is down at a tick goes up, or `nil` where it is up.
  private func release(at tick: Int, in spans: [Range<Int>]) -> Int? {
    var (low, high) = (0, spans.count)
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].upperBound <= tick { low = middle + 1 } else { high = middle }
    }
    return low < spans.count && spans[low].lowerBound <= tick ? spans[low].upperBound : nil
  }
}
