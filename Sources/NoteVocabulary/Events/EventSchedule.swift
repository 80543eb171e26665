import MusicModel

/// A performance on the grid of steps: what is to be written, in order of time.
struct EventSchedule {
  /// A note, packed so that sorting by ``order`` is fast.
  struct Entry {
    /// Onset, part and falling pitch, from the highest bits to the lowest.
    var order: UInt64

    /// Steps from start to end; 0 for less than half a step.
    var steps: Int32
    var velocity: Int32

    var onset: Int { Int(order >> 24) }
    var part: Int { Int(order >> 8 & 0xFFFF) }
    var pitch: Int { 127 - Int(order & 0xFF) }
  }

  private(set) var entries: ContiguousArray<Entry> = []

  /// The measures at which the meter changes, the first at 0, and the number of each one's meter.
  private(set) var meters: [(step: Int, index: Int)] = []

  /// Where the tempo changes, the first at 0, and the number of each one's tempo.
  private(set) var tempi: [(step: Int, index: Int)] = []

  private(set) var dropped = DroppedContent()

  /// The last step that a note may start or end at.
  private static let lastStep = 600_000 * EventTokenTable.stepsPerWhole

  /// The most steps of a note.
  private static let mostSteps =
    (1 << EventTokenTable.wholeNotePowers) * EventTokenTable.stepsPerWhole

  init(_ performance: Performance) throws(EncodingError) {
    entries.reserveCapacity(performance.parts.reduce(0) { $0 + $1.notes.count })
    var layers = [Int](repeating: 0, count: 128 + EventTokenTable.kits.count)
    for part in performance.parts where !part.notes.isEmpty {
      let sound = sound(of: part)
      let layer = min(layers[sound], EventTokenTable.layerCount - 1)
      layers[sound] += 1
      try add(part.notes, part: sound * EventTokenTable.layerCount + layer)
    }
    entries.sort {
      ($0.order, $0.steps, $0.velocity) < ($1.order, $1.steps, $1.velocity)
    }
    addMeters(of: performance)
    addTempi(of: performance)
    dropped[.keySignatures] += performance.keys.count
  }

  private mutating func sound(of part: Part) -> Int {
    let program = min(max(part.program, 0), 127)
    guard part.isPercussion else { return program }
    if let index = EventTokenTable.index(of: .kit(program)) { return index }
    dropped[.drumKits] += 1
    return 128
  }

  private mutating func add(_ notes: [PerformedNote], part: Int) throws(EncodingError) {
    for note in notes {
      let start = note.onset.nearestStep
      let end = (note.onset + note.duration).nearestStep
      guard end <= Self.lastStep, end - start < Self.mostSteps else {
        throw .unreasonableLength(note.onset + note.duration)
      }
      let pitch = min(max(note.pitch, 0), 127)
      entries.append(
        Entry(
          order: UInt64(start) << 24 | UInt64(part) << 8 | UInt64(127 - pitch),
          steps: Int32(end - start), velocity: Int32(note.velocity)))
    }
  }

  // MARK: - Maps

  private mutating func addMeters(of performance: Performance) {
    let common = EventTokenTable.meterIndex(Meter(4, 4)) ?? 0
    change(&meters, at: 0, to: common)
    for meter in performance.meters where meter.onset.nearestStep <= Self.lastStep {
      if let index = EventTokenTable.meterIndex(meter.value) {
        change(&meters, at: meter.onset.nearestStep, to: index)
      } else {
        dropped[.unusualMeters] += 1
        change(&meters, at: meter.onset.nearestStep, to: common)
      }
    }
    splitShortMeasures(performance.measureOnsets)
    moveMetersToMeasures()
  }

  /// Lets meters begin with the next measure; what is changed again before that, or no change, is
  /// left out.
  private mutating func moveMetersToMeasures() {
    var moved: [(step: Int, index: Int)] = []
    for meter in meters {
      var step = meter.step
      if let last = moved.last {
        let length = EventTokenTable.barSteps(last.index)
        step = last.step + (max(0, meter.step - last.step) + length - 1) / length * length
      }
      change(&moved, at: step, to: meter.index)
    }
    meters = moved
  }

  /// Gives measures that are not full, such as pick-ups, a meter of their own length.
  private mutating func splitShortMeasures(_ onsets: [NoteDuration]) {
    let steps = onsets.map(\.nearestStep)
    guard steps.count > 1, steps[0] == 0, steps.last ?? 0 <= Self.lastStep else { return }
    var all: [(step: Int, index: Int)] = []
    var place = 0
    for (start, end) in zip(steps, steps.dropFirst() + [Int.max]) {
      while place + 1 < meters.count, meters[place + 1].step <= start { place += 1 }
      let usual = meters[place].index
      var index = usual
      if end != Int.max, end - start != EventTokenTable.barSteps(usual), end > start {
        let length = NoteDuration(end - start, EventTokenTable.stepsPerWhole)
        index = EventTokenTable.meters.firstIndex { $0.measureDuration == length } ?? usual
      }
      change(&all, at: start, to: index)
    }
    meters = all
  }

  private mutating func addTempi(of performance: Performance) {
    let end = entries.last?.onset ?? 0
    change(&tempi, at: 0, to: EventTokenTable.tempoIndex(120))
    for tempo in performance.tempi where tempo.onset.nearestStep <= end {
      change(&tempi, at: tempo.onset.nearestStep, to: EventTokenTable.tempoIndex(tempo.value))
    }
  }

  /// Adds a change where there is one; of several at one step the last counts.
  private func change(
    _ list: inout [(step: Int, index: Int)], at step: Int, to index: Int
  ) {
    if list.last?.step == step { list.removeLast() }
    if list.last?.index != index { list.append((step, index)) }
  }
}

extension NoteDuration {
  /// The nearest step, halves up.
  fileprivate var nearestStep: Int { nearestCount(of: EventTokenTable.stepsPerWhole) }
}
