public import MusicModel

extension MIDIFile {
  /// Creates a file that plays a performance.
  ///
  /// Where a time falls between two ticks, it moves to the nearest and ``diagnostics`` say so.
  public init(_ performance: Performance, options: MIDIWritingOptions = MIDIWritingOptions()) {
    var composer = FileComposer(performance, options)
    self.init(
      format: options.format, division: .ticksPerQuarter(composer.grid.ticksPerQuarter),
      chunks: composer.tracks().map { .track($0) })
    diagnostics = composer.log.diagnostics
  }
}

/// Lays the events of a performance out in tracks.
private struct FileComposer {
  let performance: Performance
  let options: MIDIWritingOptions
  var grid: TickGrid
  var log = FindingLog(file: "")

  init(_ performance: Performance, _ options: MIDIWritingOptions) {
    self.performance = performance
    self.options = options
    grid = TickGrid(for: performance, ticksPerQuarter: options.ticksPerQuarter)
  }

  mutating func tracks() -> [MIDITrack] {
    var conductor = TrackBuilder()
    addTexts(to: &conductor)
    addMaps(to: &conductor)
    var builders = [conductor]
    let changes = programChanges()
    for (index, part) in performance.parts.enumerated() {
      var builder = TrackBuilder()
      if options.format != .singleTrack, let name = part.name ?? performance.title {
        builder.add(MetaEvent(.trackName, text: name))
      }
      for change in changes where change.part == index {
        builder.addProgram(change.program, channel: part.midiChannel, at: change.tick)
      }
      addNotes(of: part, to: &builder)
      builders.append(builder)
    }
    if grid.roundedCount > 0 {
      log.note(
        .roundedTime, at: 0,
        "\(grid.roundedCount) times fall between the ticks of \(grid.ticksPerQuarter) a quarter; "
          + "moved to the nearest")
    }
    return options.format == .singleTrack
      ? [TrackBuilder(joining: builders).track()] : builders.map { $0.track() }
  }

  private func addTexts(to builder: inout TrackBuilder) {
    if let title = performance.title { builder.add(MetaEvent(.trackName, text: title)) }
    if let copyright = options.copyright { builder.add(MetaEvent(.copyright, text: copyright)) }
    for text in options.texts { builder.add(MetaEvent(.text, text: text)) }
    if let recipe = options.recipe {
      builder.add(MetaEvent(.text, text: MIDIFile.recipeMark + recipe))
    }
  }

  private mutating func addMaps(to builder: inout TrackBuilder) {
    for tempo in performance.tempi {
      let microseconds = (60_000_000 / max(tempo.value, 1)).rounded()
      builder.add(
        .tempo(microsecondsPerQuarter: Int(min(microseconds, 0xFF_FFFF))),
        at: grid.tick(tempo.onset))
    }
    for meter in MeterMap(performance).entries where !meter.value.groups.isEmpty {
      guard let bytes = meter.value.midiBytes else {
        log.note(
          .unwritableMeter, at: 0, "meter \(meter.value) has no place in MIDI; left out")
        continue
      }
      builder.add(MetaEvent(.timeSignature, bytes), at: grid.tick(meter.onset))
    }
    for key in performance.keys {
      guard let bytes = key.value.midiBytes else { continue }
      let tick = grid.tick(key.onset)
      builder.add(MetaEvent(.keySignature, bytes), at: tick)
      if let text = key.value.midiText { builder.add(MetaEvent(.text, text: text), at: tick) }
    }
  }

  private mutating func addNotes(of part: Part, to builder: inout TrackBuilder) {
    for note in part.notes {
      let start = grid.tick(note.onset)
      var end = grid.tick(note.onset + note.duration)
      if end == start, note.duration > .zero { end += 1 }
      builder.addNote(
        min(max(note.pitch, 0), 127), velocity: min(max(note.velocity, 1), 127),
        channel: part.midiChannel, from: start, to: end)
    }
  }

  /// Where each part sets its program: at the start or, where several parts with different
  /// programs share a channel, at its first note and each that another part's would colour.
  private mutating func programChanges() -> [(part: Int, tick: Int, program: Int)] {
    var changes: [(part: Int, tick: Int, program: Int)] = []
    let shared = sharedChannels
    var starts: [(tick: Int, part: Int)] = []
    for (index, part) in performance.parts.enumerated() {
      if shared.contains(part.midiChannel) {
        for note in part.notes { starts.append((grid.tick(note.onset), index)) }
      } else {
        changes.append((index, 0, part.midiProgram))
      }
    }
    var programs: [Int?] = Array(repeating: nil, count: 16)
    var hasStarted = Set<Int>()
    for start in starts.sorted(by: { ($0.tick, $0.part) < ($1.tick, $1.part) }) {
      let part = performance.parts[start.part]
      let isFirst = hasStarted.insert(start.part).inserted
      guard isFirst || programs[part.midiChannel] != part.midiProgram else { continue }
      programs[part.midiChannel] = part.midiProgram
      changes.append((start.part, start.tick, part.midiProgram))
    }
    return changes
  }

  /// The channels on which parts with different programs play.
  private var sharedChannels: Set<Int> {
    let programs = Dictionary(grouping: performance.parts, by: \.midiChannel)
      .mapValues { Set($0.map(\.midiProgram)) }
    return Set(programs.filter { $0.value.count > 1 }.keys)
  }
}

extension Part {
  /// The channel, within 0...15.
  fileprivate var midiChannel: Int { min(max(channel, 0), 15) }

  /// The program, within 0...127.
  fileprivate var midiProgram: Int { min(max(program, 0), 127) }
}
