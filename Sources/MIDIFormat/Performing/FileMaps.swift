internal import MusicModel

/// Tempo, meter and key as the tracks of a file give them.
struct FileMaps {
  struct Entry<Value> {
    var tick: Int
    var track: Int
    var value: Value
  }

  var tempi: [Entry<Int>] = []
  var meters: [Entry<Meter>] = []
  var keys: [Entry<KeySignature>] = []

  mutating func collect(_ track: MIDITrack, index: Int) {
    for record in track.records where record.status == 0xFF {
      let bytes = track.payload(record)
      switch MetaEvent.Kind(rawValue: Int(record.data1)) {
      case .tempo:
        guard let tempo = MetaEvent.microsecondsPerQuarter(bytes) else { continue }
        tempi.append(Entry(tick: record.tick, track: index, value: tempo))
      case .timeSignature:
        guard let meter = Meter(midiBytes: bytes) else { continue }
        meters.append(Entry(tick: record.tick, track: index, value: meter))
      case .keySignature:
        guard let key = KeySignature(midiBytes: bytes) else { continue }
        keys.append(Entry(tick: record.tick, track: index, value: key))
      case .text where bytes.starts(with: [0x4B, 0x3A]):
        name(MetaEvent.text(of: bytes), at: record.tick, track: index)
      default: continue
      }
    }
  }

  /// Takes the mode from a text beside a key signature that has the same sharps.
  private mutating func name(_ text: String, at tick: Int, track: Int) {
    guard let key = KeySignature(midiText: text), let last = keys.last,
      last.tick == tick, last.track == track, last.value.sharps == key.sharps
    else { return }
    keys[keys.count - 1].value = key
  }
}

extension Array {
  /// The entries by time, one for each tick: of one track the last, of several as told.
  func inOrder<Value, Result>(
    lastTrackWins: Bool, _ clock: TickClock, _ transform: (Value) -> Result
  ) -> [Timed<Result>] where Element == FileMaps.Entry<Value> {
    var kept: [Element] = []
    for entry in enumerated().sorted(by: { ($0.1.tick, $0.0) < ($1.1.tick, $1.0) }).map(\.1) {
      if let last = kept.last, last.tick == entry.tick {
        if lastTrackWins || last.track == entry.track { kept[kept.count - 1] = entry }
      } else {
        kept.append(entry)
      }
    }
    return kept.map { Timed(clock.time($0.tick), transform($0.value)) }
  }
}
