/// Gathers the events of a track in any order and puts them into the order that players need.
struct TrackBuilder {
  /// What comes first at one tick.
  ///
  /// Ends come before starts, so that a repeated pitch is struck again. A note of no length has
  /// its end right after its start, before the other starts, so that it ends no other note.
  private enum Rank: Int {
    case noteEnd, meta, program, emptyNote, noteStart
  }

  private struct Entry {
    var tick: Int
    var rank: Rank
    var event: MIDIEvent
  }

  private var entries: [Entry] = []
  private var endTick = 0

  init() {}

  /// Creates a builder of all the events of several.
  init(joining builders: [TrackBuilder]) {
    for builder in builders {
      entries += builder.entries
      endTick = max(endTick, builder.endTick)
    }
  }

  mutating func add(_ meta: MetaEvent, at tick: Int = 0) {
    entries.append(Entry(tick: tick, rank: .meta, event: .meta(meta)))
    endTick = max(endTick, tick)
  }

  mutating func addProgram(_ program: Int, channel: Int, at tick: Int) {
    entries.append(
      Entry(
        tick: tick, rank: .program, event: .programChange(channel: channel, program: program)))
  }

  /// Adds a note; its end is a note-on of velocity zero, which running status makes short.
  mutating func addNote(_ pitch: Int, velocity: Int, channel: Int, from start: Int, to end: Int) {
    let isEmpty = start == end
    entries.append(
      Entry(
        tick: start, rank: isEmpty ? .emptyNote : .noteStart,
        event: .noteOn(channel: channel, pitch: pitch, velocity: velocity)))
    entries.append(
      Entry(
        tick: end, rank: isEmpty ? .emptyNote : .noteEnd,
        event: .noteOn(channel: channel, pitch: pitch, velocity: 0)))
    endTick = max(endTick, end)
  }

  /// The events in order; at one tick and rank in the order in which they were added.
  func track() -> MIDITrack {
    var track = MIDITrack()
    track.reserve(events: entries.count)
    let order = entries.indices.sorted {
      let (a, b) = (entries[$0], entries[$1])
      return (a.tick, a.rank.rawValue, $0) < (b.tick, b.rank.rawValue, $1)
    }
    for index in order { track.append(entries[index].event, at: entries[index].tick) }
    track.endTick = max(track.endTick, endTick)
    return track
  }
}
