import MusicModel

extension TuneBuilder {
  /// Puts the tune together when all lines are read.
  mutating func finish(at start: Int) -> Tune? {
    swap(&voice, &voices[currentVoice])
    for index in voices.indices {
      voices[index].finish(&context)
      voices[index].checkRepeats(&context)
    }
    checkMeasureLengths()
    tune.fields += words
    tune.voices = []
    for index in voices.indices where !voices[index].voice.measures.isEmpty {
      tune.voices.append(voices[index].voice)
    }
    guard !tune.voices.isEmpty else {
      context.findings.add(
        .error, .noMusic, "no music in this tune; expected notes after its header", at: start)
      return nil
    }
    spreadPartLabels()
    checkPartOrder(at: start)
    checkScore(at: start)
    return tune
  }

  /// Gives every voice the part labels of the others: a label stands once, in whichever voice was
  /// being written.
  private mutating func spreadPartLabels() {
    guard tune.voices.count > 1 else { return }
    var places: [(label: String, measure: Int)] = []
    var known: Set<String> = []
    for voice in tune.voices {
      for (position, measure) in voice.measures.enumerated() {
        guard let label = measure.partLabel, known.insert(label).inserted else { continue }
        places.append((label, position))
      }
    }
    if places.isEmpty { return }
    for index in tune.voices.indices {
      let own = Set(tune.voices[index].measures.compactMap(\.partLabel))
      for place in places
      where !own.contains(place.label) && place.measure < tune.voices[index].measures.count
        && tune.voices[index].measures[place.measure].partLabel == nil
      {
        tune.voices[index].measures[place.measure].partLabel = place.label
      }
    }
  }

  /// Drops an order of parts that names none of the tune's parts.
  private mutating func checkPartOrder(at start: Int) {
    guard !tune.partOrder.isEmpty else { return }
    var labels: Set<String> = []
    for voice in tune.voices {
      for measure in voice.measures { if let label = measure.partLabel { labels.insert(label) } }
    }
    let missing = Set(tune.partOrder).subtracting(labels)
    guard !missing.isEmpty else { return }
    let names = missing.sorted().joined(separator: ", ")
    let place = header.partsOffset ?? start
    if labels.isEmpty || missing.count == Set(tune.partOrder).count {
      tune.partOrder = []
      context.findings.warn(
        .unknownPart, "P: orders parts (\(names)) that the tune does not mark; played as written",
        at: place)
    } else {
      context.findings.warn(
        .unknownPart, "P: orders parts that the tune does not mark: \(names); they are skipped",
        at: place)
    }
  }
}

extension TuneBuilder {
  /// Names the voices that the score leaves out, and those that it lists and the tune has not.
  private mutating func checkScore(at start: Int) {
    guard header.hasScore, let order = ScoreOrder(of: tune) else { return }
    let place = header.scoreOffset ?? start
    if !order.unknown.isEmpty {
      context.findings.warn(
        .unknownVoice,
        "the score lists voices that the tune has not: "
          + order.unknown.joined(separator: ", "), at: place)
    }
    let silent = tune.voices.indices.filter { !order.voices.contains($0) }
    if !silent.isEmpty {
      context.findings.warn(
        .unlistedVoice,
        "voices that the score does not list are kept, and not played: "
          + silent.map { tune.voices[$0].id }.joined(separator: ", "), at: place)
    }
  }
}

extension VoiceBuilder {
  /// Closes what is still open at the end of the tune.
  mutating func finish(_ context: inout TuneContext) {
    if let chord { endChord(WrittenLength(), at: chord.start, &context, isClosed: false) }
    if let open = graces {
      context.findings.warn(.badGrace, "grace notes without '}'; closed here", at: open.start)
      endGraces(at: open.start, &context)
    }
    endTuplet(&context)
    let end = measureStart ?? spans.last?.start ?? 0
    if brokenRhythm != 0 {
      context.findings.warn(
        .brokenRhythmWithoutNotes, "broken rhythm without a note after it", at: end)
    }
    if hasTimedItems { closeMeasure(with: nil, at: end) }
    if isMeasureOpen { closeMeasure(with: nil, at: end) }
    items += pending.decorations.map { MeasureItem.decoration($0) }
    if !items.isEmpty, !voice.measures.isEmpty {
      voice.measures[voice.measures.count - 1].items += items
    }
    if pending.graces != nil {
      context.findings.warn(.badGrace, "grace notes without a note after them; left out", at: end)
    }
    if openSlurs > 0 {
      context.findings.warn(
        .unbalancedSlur, "\(openSlurs) slurs are not ended", at: end)
    }
    if let overlaySpan {
      context.findings.warn(
        .unexpectedCharacter, "'(&' without its '&)'; ended with the tune", at: overlaySpan.offset)
    }
    if let openTie {
      context.findings.warn(.unendedTie, "tie on the last note leads nowhere", at: openTie)
    }
  }

  /// Reports `|:` that no `:|` answers.
  func checkRepeats(_ context: inout TuneContext) {
    var open = (voice.openingBarLine?.startedRepeats ?? 0) > 0
    for index in voice.measures.indices {
      guard let barLine = voice.measures[index].barLine else { continue }
      if barLine.endedRepeats > 0 { open = false }
      guard barLine.startedRepeats > 0 else { continue }
      if open {
        context.findings.warn(
          .unbalancedRepeat, "'|:' while a repeat is open; expected ':|' before it",
          at: spans[index].start)
      }
      open = true
    }
    if open, let end = spans.last?.start {
      context.findings.warn(
        .unbalancedRepeat, "'|:' without ':|' by the end of the tune", at: end)
    }
  }
}
