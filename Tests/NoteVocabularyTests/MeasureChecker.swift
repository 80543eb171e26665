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

  /// Every measure is full, but for pick-ups and the measures that they complete.
  private mutating func checkLengths(_ voice: Voice, _ full: NoteDuration) {
    let measures = voice.measures
    guard let first = measures.first, let last = measures.last else {
      faults.append("no measures")
      return
    }
    let pickup = first.duration < full ? first.duration : .zero
    var startsSection = true
    for (index, measure) in measures.enumerated() {
      let duration = measure.duration
      let isPickup = startsSection && pickup > .zero
      startsSection = measure.closesSection && !measure.leadsToSecondEnding(measures, index)
      let closes = measure.closesSection || index == measures.count - 1
      let expected = isPickup ? pickup : closes ? full - pickup : full
      if duration != expected {
        faults.append("measure \(index + 1) lasts \(duration), not \(expected)")
      }
    }
    guard let barLine = last.barLine, barLine.startedRepeats == 0 else {
      faults.append("no final bar line")
      return
    }
  }

  /// What a start repeat opens is closed; first and second endings stand in pairs.
  private mutating func checkRepeats(_ voice: Voice) {
    if voice.openingBarLine?.startedRepeats == 0 { faults.append("opening bar line") }
    var mustClose = voice.openingBarLine != nil
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

  fileprivate func leadsToSecondEnding(_ measures: [Measure], _ index: Int) -> Bool {
    index + 1 < measures.count && measures[index + 1].ending == [2]
  }
}
