internal import MusicModel

/// Moves played times to the times that a person would write.
///
/// Music whose times are those of a score already stays as it is; where they are that but for a
/// tick, as programs write that round triplets or part repeated notes, they become that. Otherwise
/// each quarter gets the subdivision, binary or in three, that explains its onsets with the least
/// error and effort; a note that is let go a little before the next one starts is held until then.
struct RhythmQuantizer {
  /// Units of quantised music: 32nds and triplets of 16ths within a quarter.
  private static let gridUnits = 96

  let time: ScoreTime

  /// How many notes were moved.
  private(set) var movedCount = 0

  private let isExact: Bool

  /// Whether every onset is within ``tolerance`` of the grid, so that nobody can have played it.
  private let isMechanical: Bool

  /// How far a time may be from the grid that a program meant, in whole notes.
  private static let tolerance = 1.0 / 1500

  init(_ notes: [PerformedNote]) {
    var needed = 1
    var exactCount = 0
    for note in notes where RhythmQuantizer.isWritten(note.onset) {
      exactCount += 1
      needed = leastCommonMultiple(needed, note.onset.denominator)
      let end = note.onset + note.duration
      if RhythmQuantizer.isWritten(end) { needed = leastCommonMultiple(needed, end.denominator) }
    }
    isExact = exactCount == notes.count
    isMechanical = !isExact && notes.allSatisfy { RhythmQuantizer.gridUnit(near: $0.onset) != nil }
    time = ScoreTime(
      unitsPerWhole: isExact ? leastCommonMultiple(needed, 96) : RhythmQuantizer.gridUnits)
  }

  /// Whether a score would have a note at a time: down to 1/64, or in tuplets of 3, 5, 7 or 9.
  private static func isWritten(_ time: NoteDuration) -> Bool {
    let odd = time.denominator >> time.denominator.trailingZeroBitCount
    return [1, 3, 5, 7, 9].contains(odd) && time.denominator <= (odd == 1 ? 64 : 32 * odd)
  }

  /// The place on the grid of 32nds and triplets that a program meant by a time, if there is one.
  private static func gridUnit(near time: NoteDuration) -> Int? {
    let place = time.wholeNotes * Double(gridUnits)
    let unit = place.rounded()
    guard abs(place - unit) < tolerance * Double(gridUnits) else { return nil }
    return Int(unit) % 2 == 0 || Int(unit) % 3 == 0 ? Int(unit) : nil
  }

  /// The notes as events of one pitch each, in order of time.
  mutating func events(_ notes: [PerformedNote]) -> [ScoreEvent] {
    let onsets =
      isExact || isMechanical ? notes.map { time.units($0.onset) } : quantizedOnsets(notes)
    let distinct = Array(Set(onsets)).sorted()
    var following: [Int: Int] = [:]
    for (onset, next) in zip(distinct, distinct.dropFirst()) { following[onset] = next }
    var events: [ScoreEvent] = []
    for (note, onset) in zip(notes, onsets) {
      let end = end(of: note, onset: onset, next: following[onset])
      if NoteDuration(onset, time.unitsPerWhole) != note.onset
        || NoteDuration(end - onset, time.unitsPerWhole) != note.duration
      {
        movedCount += 1
      }
      events.append(ScoreEvent(onset: onset, end: end, pitches: [note.pitch]))
    }
    return events.sorted { ($0.onset, $0.pitches[0]) < ($1.onset, $1.pitches[0]) }
  }

  // MARK: - Ends

  private func end(of note: PerformedNote, onset: Int, next: Int?) -> Int {
    let played = note.duration * NoteDuration(time.unitsPerWhole)
    if isExact, played.denominator == 1, played.numerator > 0 { return onset + played.numerator }
    if isMechanical, let end = RhythmQuantizer.gridUnit(near: note.onset + note.duration),
      end > onset
    {
      return end
    }
    let length = played.wholeNotes
    if let next {
      let gap = Double(next - onset)
      if length > 0.7 * gap, length < 1.15 * gap { return next }
    }
    // The longer a note, the coarser the ear for its end.
    let quarters = length / Double(time.quarter)
    let step = Double(time.quarter) / (quarters < 0.75 ? 8 : quarters < 1.5 ? 4 : 2)
    let steps = max((length / step).rounded(), 1)
    let end = onset + Int(steps * step)
    // A short overlap is a matter of touch; a short rest before the next note likewise.
    if let next, abs(end - next) < time.quarter / 8 { return next }
    return end
  }

  // MARK: - Onsets

  /// Onsets in units, found quarter by quarter; notes struck nearly together become one onset.
  private func quantizedOnsets(_ notes: [PerformedNote]) -> [Int] {
    let quarters = notes.map { $0.onset.wholeNotes * 4 }
    let order = notes.indices.sorted { quarters[$0] < quarters[$1] }
    var clusters: [[Int]] = []
    for index in order {
      if let first = clusters.last?.first, quarters[index] - quarters[first] < 1.0 / 16 {
        clusters[clusters.count - 1].append(index)
      } else {
        clusters.append([index])
      }
    }
    let centres = clusters.map { cluster in
      cluster.reduce(0) { $0 + quarters[$1] } / Double(cluster.count)
    }
    var onsets = Array(repeating: 0, count: notes.count)
    var start = 0
    while start < centres.count {
      let beat = (centres[start] + 1.0 / 16).rounded(.down)
      var stop = start
      while stop < centres.count, centres[stop] < beat + 1 - 1.0 / 16 { stop += 1 }
      stop = max(stop, start + 1)
      let subdivision = Subdivision.best(for: centres[start..<stop].map { $0 - beat })
      for index in start..<stop {
        let step = ((centres[index] - beat) * Double(subdivision)).rounded()
        let onset = (beat + step / Double(subdivision)) * Double(time.quarter)
        for note in clusters[index] { onsets[note] = max(Int(onset.rounded()), 0) }
      }
      start = stop
    }
    return onsets
  }
}

/// The ways in which a quarter is divided.
private enum Subdivision {
  /// Parts of a quarter, and what it takes for a listener to hear them.
  private static let candidates: [(parts: Int, effort: Double)] = [
    (1, 0), (2, 0.3), (4, 1), (3, 1.4), (8, 3), (6, 3),
  ]

  /// The number of parts that explains some places within a quarter best.
  static func best(for places: [Double]) -> Int {
    var best = (parts: 1, cost: Double.infinity)
    for (parts, effort) in candidates {
      let steps = places.map { ($0 * Double(parts)).rounded() }
      var cost = effort
      for (place, step) in zip(places, steps) {
        let error = place - step / Double(parts)
        cost += error * error / (0.05 * 0.05)
      }
      // Two onsets that fall on one step would sound as a chord.
      cost += 6 * Double(steps.count - Set(steps).count)
      if cost < best.cost { best = (parts, cost) }
    }
    return best.parts
  }
}

func leastCommonMultiple(_ a: Int, _ b: Int) -> Int {
  a / greatestCommonDivisor(a, b) * b
}
