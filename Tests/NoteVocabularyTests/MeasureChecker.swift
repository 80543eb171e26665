import MusicModel

/// Finds what is wrong with the measures, repeats and ties of a tune, by the usual conventions.
///
/// Written without a look at the grammar: it works on the decoded tune alone.
struct MeasureChecker {
  private(set) var faults: [String] = []

  init(_ tune: Tune) {
    let voice = tune.voices[0]
    guard let full = tune.meter.measureDuration else {
      faults = ["free meter"]
      return
    }
    checkLengths(voice, full)
    checkRepeats(voice)
    checkTies(voice)
    checkTuplets(voice)
  }

  /// In the order played every measure is full, or short at an edge and completed beyond it.
  private mutating func checkLengths(_ voice: Voice, _ full: NoteDuration) {
    let measures = voice.measures
    guard let last = measures.last?.barLine, last.startedRepeats == 0,
      let order = try? PlayOrder(of: voice).measureIndices
    else {
      faults.append("no final bar line")
      return
    }
    let durations = order.map { measures[$0].duration }
    let opening = durations[0] < full ? durations[0] : .zero
    var pickup = opening
    var place = durations[0] < full ? 1 : 0
    while place < order.count {
      defer { place += 1 }
      if durations[place] == full { continue }
      if place == order.count - 1 {
        if ![full, full - opening, full - pickup].contains(durations[place]) {
          faults.append("the last measure lasts \(durations[place])")
        }
      } else if !isEdge(order[place], order[place + 1], measures) {
        faults.append("measure \(order[place] + 1) lasts \(durations[place])")
      } else {
        if durations[place] + durations[place + 1] != full {
          faults.append("nothing completes measure \(order[place] + 1)")
        }
        pickup = durations[place + 1]
        place += 1
      }
    }
  }

  /// Whether a measure may be split between two that are played one after the other.
  private func isEdge(_ first: Int, _ second: Int, _ measures: [Measure]) -> Bool {
    second != first + 1 || measures[first].closesSection || measures[second].ending != nil
  }

  /// What a start repeat opens is closed; first and second endings stand in pairs.
  private mutating func checkRepeats(_ voice: Voice) {
    if voice.openingBarLine?.startedRepeats == 0 { faults.append("opening bar line") }
    var mustClose = voice.openingBarLine != nil
    let full = voice.measures.map(\.duration).max() ?? .whole
    var ending = 0
    for (index, measure) in voice.measures.enumerated() {
      let closesBefore = index > 0 && voice.measures[index - 1].barLine?.endedRepeats ?? 0 > 0
      if let numbers = measure.ending {
        if numbers != [ending + 1] { faults.append("ending \(numbers)") }
        if ending == 1, !closesBefore { faults.append("no repeat before measure \(index + 1)") }
        ending += 1
      } else if ending == 1, closesBefore {
        faults.append("no second ending at measure \(index + 1)")
      }
      let isLast = index + 1 == voice.measures.count
      guard let barLine = measure.barLine, measure.closesSection || isLast else { continue }
      if ending == 1, barLine.endedRepeats == 1, !isLast { continue }
      if mustClose, ending == 0, barLine == .double, measure.duration == full, !isLast { continue }
      if ending == 1 { faults.append("one ending") }
      let closes = barLine.endedRepeats > 0
      if closes, ending == 2 { faults.append("repeat in the second ending") }
      if mustClose, !closes, ending == 0 { faults.append("open at measure \(index + 1)") }
      ending = 0
      mustClose = barLine.startedRepeats > 0
    }
  }

  private mutating func checkTies(_ voice: Voice) {
    var tied: SpelledPitch?
    for item in voice.measures.flatMap(\.items) where item.isTimed {
      if let pitch = tied {
        guard case .note(let note) = item, note.pitch == pitch else {
          faults.append("a tie to nothing")
          return
        }
      }
      tied = nil
      if case .note(let note) = item, note.isTied { tied = note.pitch }
    }
    if tied != nil { faults.append("a tie at the end") }
  }

  private mutating func checkTuplets(_ voice: Voice) {
    for measure in voice.measures {
      var left = 0
      for item in measure.items {
        if case .tuplet(let tuplet) = item {
          if left > 0 { faults.append("a tuplet in a tuplet") }
          left = tuplet.count
        } else if item.isTimed, left > 0 {
          left -= 1
        }
      }
      if left > 0 { faults.append("a tuplet across a bar line") }
    }
  }
}

extension Measure {
  fileprivate var closesSection: Bool {
    guard let barLine else { return true }
    return barLine != .single
  }
}
