/// The seconds at which the ticks of a file sound, summed exactly before the last division.
public struct MIDITempoMap: Hashable, Sendable {
  /// A stretch of even tempo.
  private struct Stretch: Hashable, Sendable {
    var tick: Int
    /// Time up to ``tick``, in units of which ``unitsPerSecond`` make a second.
    var units: Int
    var unitsPerTick: Int
  }

  private let unitsPerSecond: Double
  private var stretches: [Stretch]

  /// Creates the map of all tempo events of a file; 120 quarters a minute before the first.
  ///
  /// In SMPTE time the tempo events have no effect.
  public init(_ file: MIDIFile) {
    switch file.division {
    case .timecode(let frames, let ticks):
      let isDropFrame = frames == 29
      unitsPerSecond = Double((isDropFrame ? 30_000 : frames) * ticks)
      stretches = [Stretch(tick: 0, units: 0, unitsPerTick: isDropFrame ? 1001 : 1)]
    case .ticksPerQuarter(let ticks):
      unitsPerSecond = Double(ticks) * 1_000_000
      stretches = [Stretch(tick: 0, units: 0, unitsPerTick: 500_000)]
      collect(file)
    }
  }

  private mutating func collect(_ file: MIDIFile) {
    var changes: [(tick: Int, tempo: Int)] = []
    for case .track(let track) in file.chunks {
      for record in track.records where record.status == 0xFF && record.data1 == 0x51 {
        guard let tempo = MetaEvent.microsecondsPerQuarter(track.payload(record)) else { continue }
        changes.append((record.tick, tempo))
      }
    }
    if changes.count > 1 {
      let order = changes.indices.sorted { (changes[$0].tick, $0) < (changes[$1].tick, $1) }
      changes = order.map { changes[$0] }
    }
    for change in changes {
      let last = stretches[stretches.count - 1]
      let units = last.units &+ (change.tick - last.tick) &* last.unitsPerTick
      let stretch = Stretch(tick: change.tick, units: units, unitsPerTick: change.tempo)
      if last.tick == change.tick {
        stretches[stretches.count - 1] = stretch
      } else {
        stretches.append(stretch)
      }
    }
  }

  /// Returns the seconds from the start to a tick; logarithmic in the changes of tempo.
  public func seconds(at tick: Int) -> Double {
    var (low, high) = (0, stretches.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if stretches[middle].tick <= tick { low = middle } else { high = middle }
    }
    return seconds(at: tick, in: stretches[low])
  }

  /// Returns onset and length in seconds of each note of a track.
  public func seconds(of track: MIDITrackNotes) -> [(onset: Double, duration: Double)] {
    var result: [(onset: Double, duration: Double)] = []
    result.reserveCapacity(track.notes.count)
    var place = 0
    for note in track.notes {
      while place + 1 < stretches.count, stretches[place + 1].tick <= note.onset { place += 1 }
      let onset = seconds(at: note.onset, in: stretches[place])
      let end = note.onset + note.duration
      let isEven = place + 1 == stretches.count || end <= stretches[place + 1].tick
      let stop = isEven ? seconds(at: end, in: stretches[place]) : seconds(at: end)
      result.append((onset, stop - onset))
    }
    return result
  }

  private func seconds(at tick: Int, in stretch: Stretch) -> Double {
    Double(stretch.units &+ (tick - stretch.tick) &* stretch.unitsPerTick) / unitsPerSecond
  }
}
