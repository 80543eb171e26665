import MusicModel

extension Tune {
  /// Makes bar lines and accidentals as explicit as an engraver would.
  ///
  /// Every repeat gets its start and a plain sign, and a single bar line at the end becomes a final
  /// one: models learn from tunebooks that leave both out. Doubtful accidentals are repeated.
  mutating func engrave() {
    for voice in voices.indices {
      voices[voice].startRepeats()
      voices[voice].addCourtesyAccidentals(in: keySignature)
      guard let last = voices[voice].measures.indices.last,
        voices[voice].measures[last].barLine == .single
      else { continue }
      voices[voice].measures[last].barLine = .final
    }
  }
}

extension Voice {
  /// Writes a start repeat before each section that an end repeat closes, all signs plain.
  fileprivate mutating func startRepeats() {
    for index in measures.indices where measures[index].barLine?.isRepeat == true {
      measures[index].barLine?.style = .single
    }
    var start = 0
    var isOpen = openingBarLine?.startedRepeats ?? 0 > 0
    var hasEndings = false
    for index in measures.indices {
      if measures[index].ending != nil { hasEndings = true }
      guard let barLine = measures[index].barLine, barLine.endsSection,
        barLine.isRepeat || !isOpen || hasEndings
      else { continue }
      if barLine.endedRepeats > 0, !isOpen {
        startRepeat(before: start)
        isOpen = true
      }
      let next = measures.indices.contains(index + 1) ? measures[index + 1].ending : nil
      guard next != [2] else { continue }
      (start, hasEndings) = (index + 1, false)
      isOpen = barLine.startedRepeats > 0
    }
  }

  private mutating func startRepeat(before measure: Int) {
    guard measure > 0 else {
      openingBarLine = .startRepeat
      return
    }
    let ends = measures[measure - 1].barLine?.endedRepeats ?? 0 > 0
    measures[measure - 1].barLine = ends ? .endAndStartRepeat : .startRepeat
  }
}

extension BarLine {
  fileprivate var isRepeat: Bool { endedRepeats > 0 || startedRepeats > 0 }

  /// Whether a section ends here, and another may start.
  var endsSection: Bool { isRepeat || style == .double || style == .thinThick }
}
