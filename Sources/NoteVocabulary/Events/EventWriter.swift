import MusicModel

/// Writes a performance as tokens.
struct EventWriter {
  private(set) var tokens = [Vocabulary.startToken]

  private let table = EventTokenTable.standard
  private let schedule: EventSchedule

  // The measure at hand; none before the first.
  private var barStart = 0
  private var barEnd = 0
  private var meter = -1
  private var nextMeter = 0
  private var position = -1

  // The part at hand, and what holds for each.
  private var part = -1
  private var velocities: [Int32]
  private var durations: [Int32]

  var dropped: DroppedContent { schedule.dropped }

  init(_ performance: Performance) throws(EncodingError) {
    schedule = try EventSchedule(performance)
    let parts = (table.firstLayer - table.firstSound) * Int32(EventTokenTable.layerCount)
    velocities = [Int32](repeating: -1, count: Int(parts))
    durations = velocities
    tokens.reserveCapacity(3 * schedule.entries.count + 16)
  }

  mutating func write() {
    var nextTempo = 0
    for entry in schedule.entries {
      while nextTempo < schedule.tempi.count, schedule.tempi[nextTempo].step <= entry.onset {
        move(to: schedule.tempi[nextTempo].step)
        tokens.append(table.firstTempo + Int32(schedule.tempi[nextTempo].index))
        nextTempo += 1
      }
      move(to: entry.onset)
      write(entry)
    }
    tokens.append(Vocabulary.endToken)
  }

  private mutating func write(_ entry: EventSchedule.Entry) {
    let new = entry.part
    if new != part {
      let (sound, layer) = new.quotientAndRemainder(dividingBy: EventTokenTable.layerCount)
      if part < 0 || part / EventTokenTable.layerCount != sound {
        tokens.append(table.firstSound + Int32(sound))
        if layer > 0 { tokens.append(table.firstLayer + Int32(layer)) }
      } else {
        tokens.append(table.firstLayer + Int32(layer))
      }
      part = new
    }
    let velocity = Self.velocityIndex(entry.velocity)
    if velocities[new] != velocity {
      velocities[new] = velocity
      tokens.append(table.firstVelocity + velocity)
    }
    if durations[new] != entry.steps {
      durations[new] = entry.steps
      writeDuration(Int(entry.steps))
    }
    let first =
      new >= 128 * EventTokenTable.layerCount ? table.firstStroke : table.firstPitch
    tokens.append(first + Int32(entry.pitch))
  }

  private static func velocityIndex(_ velocity: Int32) -> Int32 {
    velocity >= 126 ? 31 : min(max((velocity + 2) / 4 - 1, 0), 30)
  }

  private mutating func writeDuration(_ steps: Int) {
    let wholes = max(0, steps - 1) / EventTokenTable.stepsPerWhole
    for power in (0..<EventTokenTable.wholeNotePowers).reversed() where wholes >> power & 1 == 1 {
      tokens.append(table.firstWholeNotes + Int32(power))
    }
    tokens.append(table.firstDuration + Int32(steps - wholes * EventTokenTable.stepsPerWhole))
  }

  // MARK: - Measures

  /// Goes on to a step, which is not before the present one.
  private mutating func move(to step: Int) {
    while step >= barEnd { startBar(before: step) }
    guard step - barStart != position else { return }
    position = step - barStart
    tokens.append(table.firstPosition + Int32(position))
  }

  /// Starts the next measure, or skips those in which nothing happens.
  private mutating func startBar(before step: Int) {
    var changes = false
    while nextMeter < schedule.meters.count, schedule.meters[nextMeter].step <= barEnd {
      changes = changes || meter != schedule.meters[nextMeter].index
      meter = schedule.meters[nextMeter].index
      nextMeter += 1
    }
    let length = EventTokenTable.barSteps(meter)
    if !changes {
      let limit =
        nextMeter < schedule.meters.count ? min(step, schedule.meters[nextMeter].step) : step
      skipBars((limit - barEnd) / length, length)
    }
    (barStart, barEnd) = (barEnd, barEnd + length)
    position = -1
    tokens.append(EventTokenTable.bar)
    if changes { tokens.append(table.firstMeter + Int32(meter)) }
  }

  private mutating func skipBars(_ count: Int, _ length: Int) {
    var left = count
    for (index, span) in EventTokenTable.emptyBars.enumerated().reversed() {
      while left >= span {
        tokens.append(table.firstEmptyBars + Int32(index))
        left -= span
      }
    }
    barEnd += (count - left) * length
  }
}
