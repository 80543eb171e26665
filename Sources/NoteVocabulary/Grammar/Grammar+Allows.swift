import MusicModel

extension Grammar {
  /// Whether a token may come next; false for ids outside the vocabulary.
  public func allows(_ token: Int32, in state: State) -> Bool {
    guard symbols.indices.contains(Int(token)) else { return false }
    let symbol = symbols[Int(token)]
    switch state.stage {
    case .start: return symbol == .start
    case .music: return allowsMusic(token, symbol, state)
    case .ended: return false
    default: return headerAllows[Int(token)] && allowsInHeader(symbol, state)
    }
  }

  private func allowsInHeader(_ symbol: GrammarSymbol, _ state: State) -> Bool {
    switch (state.stage, symbol) {
    case (.meter, .meter(let meter)): suits(meter, state.rhythm)
    case (.rhythm, .rhythm), (.unit, .unit): true
    case (.plan, _): allowsInPlan(symbol, state)
    case (.mode, .mode(let mode)): leavesTonic(for: mode)
    case (.tonic, .tonic(let index)):
      playableTonics[index] && Self.isWritable(Self.tonics[index], state.mode)
    default: false
    }
  }

  /// Whether a kind of tune is written in a meter; what a user asks for is never questioned.
  private func suits(_ meter: Meter, _ rhythm: RhythmKind?) -> Bool {
    guard let rhythm, constraints.rhythm == nil || constraints.meter == nil else { return true }
    return rhythm.isUsual(in: meter)
  }

  private func allowsMusic(_ token: Int32, _ symbol: GrammarSymbol, _ state: State) -> Bool {
    guard state.group == .none else { return allowsInGroup(symbol, state) }
    if let answer = frameAllows(token, symbol, state) { return answer }
    if symbol == .end { return state.mayEnd && state.isAtMeasureStart && state.tied < 0 }
    guard state.mayContinue else { return false }
    if state.keyChange == .mode { return allowsNewTonic(symbol, state) }
    if state.chordSymbol == .slash { return symbol == .chordRoot }
    if case .ending(let number) = symbol { return allowsEnding(number, state) }
    guard state.ending != .due else { return false }
    return switch symbol {
    case .pitch(let pitch):
      allowsTime(state.pendingDuration, state) && allowsPitch(pitch, state)
        && (state.tied < 0 || state.tied == pitch)
        && suitsEnd(pitch, state.pendingDuration, state)
    case .rest:
      state.tied < 0 && state.graces == 0 && allowsTime(state.pendingDuration, state)
        && suitsEnd(nil, state.pendingDuration, state)
    case .chordStart:
      state.tied < 0 && allowsTime(state.pendingDuration, state)
        && suitsEnd(nil, state.pendingDuration, state)
    case .duration(let ticks):
      state.pendingDuration == 0 && allowsTime(ticks, state)
        && suitsEnd(duration: ticks, state)
    case .graceStart: state.tied < 0 && state.isBetweenItems && hasRoomForGraced(state)
    case .tuplet(let actual, let normal): allowsTuplet(actual, normal, state)
    case .tie: allowsTie(state)
    case .bar(let bar): allowsBar(bar, state)
    case .mode: allowsKeyChange(state)
    case .chordRoot: state.chordSymbol == .none && state.isBetweenItems && hasRoom(state)
    case .chordQuality: state.chordSymbol == .root && state.isBetweenItems
    case .chordSlash:
      (state.chordSymbol == .root || state.chordSymbol == .quality) && state.isBetweenItems
    default: false
    }
  }

  /// Whether the key may change: where a measure starts, unless a key was asked for.
  private func allowsKeyChange(_ state: State) -> Bool {
    constraints.mode == nil && constraints.tonics.isEmpty && state.finalNote != .tonic
      && state.isAtMeasureStart
      && state.keyChange == .none && state.kind != .first && state.tied < 0
  }

  /// Whether a tonic may complete a change of key: sounding it has at most seven sharps or flats.
  private func allowsNewTonic(_ symbol: GrammarSymbol, _ state: State) -> Bool {
    guard case .tonic(let index) = symbol else { return false }
    let tonic = Self.tonics[index]
    guard normalizesKey, hasTonicToken else { return Self.isWritable(tonic, state.mode) }
    let soundsAt = Transposition(fromCTo: Self.tonics[state.tonic])
    return Self.isWritable(soundsAt(tonic), state.mode)
  }

  private func allowsInGroup(_ symbol: GrammarSymbol, _ state: State) -> Bool {
    switch symbol {
    case .pitch(let pitch):
      state.groupCount < (state.group == .chord ? Self.mostChordNotes : mostGraces(state))
        && allowsPitch(pitch, state) && state.chordPitches & (1 << UInt128(pitch)) == 0
    case .chordEnd: state.group == .chord && state.groupCount >= 2
    case .graceEnd: state.group == .graces && state.groupCount >= 1
    default: false
    }
  }

  /// The most notes of a chord and of a group of graces.
  private static let mostChordNotes = 6
  private static let mostGraces = 3

  private func allowsPitch(_ pitch: Int, _ state: State) -> Bool {
    pitchAllows[state.tonic * pitchCount + pitch]
  }
}

// MARK: - Time

extension Grammar {
  /// The ticks that the present measure may reach.
  ///
  /// Where no other measure can follow in the section it stops at its last closing position, so
  /// that the section can be closed.
  func bound(_ state: State) -> Int {
    if let measure = frameMeasure(state) { return measure.ticks }
    return switch state.kind {
    case .first: state.measureTicks
    case .pickup: state.pickup
    case .full:
      measureMayFollow(state) ? state.measureTicks : lastClosingPosition(state)
    }
  }

  /// The latest position at which the section's last measure may end.
  private func lastClosingPosition(_ state: State) -> Int {
    let complement = state.measureTicks - state.pickup
    let isPlayedOnce = state.ending == .second || !mustReturn(state)
    guard isPlayedOnce, state.ending != .first else { return complement }
    if sectionMayFollow(state) { return state.measureTicks }
    return max(complement, state.measureTicks - state.opening)
  }

  /// Whether the section has to be repeated.
  private func mustReturn(_ state: State) -> Bool {
    state.mustRepeat || section(state.section, state)?.isRepeated == true
  }

  private func hasRoom(_ state: State) -> Bool {
    state.tupletNotesLeft > 0 || state.position < bound(state)
  }

  /// The ticks that a note has to have for its grace notes: players take up to a quarter of the
  /// unit length for each, and something of the note has to remain.
  private func leastTicks(graces: Int, _ state: State) -> Int {
    graces == 0 ? 0 : (graces + 1) * graceTicks(state)
  }

  private func graceTicks(_ state: State) -> Int { max(1, state.unit / 4) }

  /// Whether a note that is long enough for grace notes fits, outside of tuplets.
  private func hasRoomForGraced(_ state: State) -> Bool {
    state.tupletNotesLeft == 0
      && bound(state) - state.position >= leastTicks(graces: 1, state)
  }

  /// The most grace notes that the room leaves time for.
  private func mostGraces(_ state: State) -> Int {
    min(Self.mostGraces, (bound(state) - state.position) / graceTicks(state) - 1)
  }

  /// Whether an item may last so many ticks, one unit for 0.
  private func allowsTime(_ ticks: Int, _ state: State) -> Bool {
    let ticks = ticks == 0 ? state.unit : ticks
    guard ticks >= leastTicks(graces: state.graces, state) else { return false }
    let room = bound(state) - state.position
    guard state.tupletNotesLeft > 0 else { return ticks <= room }
    return TupletFilling.units.contains { unit in
      state.tupletNormal * unit <= room
        && filling.canFill(
          state.tupletActual * unit - state.tupletTicks - ticks, notes: state.tupletNotesLeft - 1)
    }
  }

  private func allowsTuplet(_ actual: Int, _ normal: Int, _ state: State) -> Bool {
    guard state.tupletNotesLeft == 0, state.isBetweenItems else { return false }
    let room = bound(state) - state.position
    return TupletFilling.units.contains { unit in
      normal * unit <= room && filling.canFill(actual * unit, notes: actual)
    }
  }

  /// Whether the pitch just written can come again at once.
  private func allowsTie(_ state: State) -> Bool {
    guard state.tieable >= 0, state.tied < 0 else { return false }
    return (hasRoom(state) || innerBarIsAllowed(state)) && suitsEnd(tie: state.tieable, state)
  }
}

// MARK: - Bar lines and endings

extension Grammar {
  /// Whether the present measure may end and another of its section follow.
  func innerBarIsAllowed(_ state: State) -> Bool {
    switch state.kind {
    case .first: state.position < state.measureTicks || measureMayFollow(state)
    case .pickup: state.position == state.pickup
    case .full: state.position == state.measureTicks && measureMayFollow(state)
    }
  }

  /// Whether the measure may be its section's last.
  private func closingIsAllowed(_ state: State) -> Bool {
    guard state.tied < 0, sectionMayClose(state) else { return false }
    return switch state.kind {
    case .first: state.position == state.measureTicks
    case .pickup: false
    case .full: true
    }
  }

  /// Whether the measure ends where the section's pick-up goes on.
  private func isComplemented(_ state: State) -> Bool {
    state.position == state.measureTicks - state.pickup
  }

  /// Whether the measure may end the tune.
  private func isFinalPosition(_ state: State) -> Bool {
    isComplemented(state) || state.position == state.measureTicks - state.opening
  }

  private func allowsBar(_ bar: GrammarSymbol.Bar, _ state: State) -> Bool {
    if bar == .startRepeat, state.isAtTuneStart { return section(0, state)?.isRepeated != false }
    guard state.position > 0, state.isBetweenItems, state.tupletNotesLeft == 0,
      state.chordSymbol == .none
    else { return false }
    if bar == .single, innerBarIsAllowed(state) { return true }
    if bar == .startRepeat, endsOuterPickup(state) { return true }
    if bar == .double, isInnerDoubleBar(state) { return true }
    guard closingIsAllowed(state) else { return false }
    return allowsClosing(bar, state)
  }

  /// Whether a pick-up has been written that may stand before its section's start repeat.
  func endsOuterPickup(_ state: State) -> Bool {
    guard !state.mustRepeat, state.ending == .none, state.tied < 0,
      section(state.section, state)?.isRepeated != false
    else { return false }
    return switch state.kind {
    case .first: state.position < state.measureTicks
    case .pickup: state.position == state.pickup
    case .full: false
    }
  }

  /// Whether a double bar line here stands within a section: inside a repeat.
  func isInnerDoubleBar(_ state: State) -> Bool {
    sections(state) == nil && state.mustRepeat && state.ending == .none && state.tied < 0
      && state.position == state.measureTicks && innerBarIsAllowed(state)
  }

  /// Whether a single bar line here may be the tune's last.
  func allowsFinalSingleBar(_ state: State) -> Bool {
    closingIsAllowed(state) && allowsClosing(.single, state)
  }

  private func allowsClosing(_ bar: GrammarSymbol.Bar, _ state: State) -> Bool {
    if state.ending == .first { return bar == .endRepeat && isComplemented(state) }
    let isRepeat = bar == .endRepeat || bar == .endAndStartRepeat
    let closesRepeat = isRepeat || state.ending == .second
    guard !isRepeat || (state.ending == .none && isComplemented(state)),
      closesRepeat || !state.mustRepeat,
      section(state.section, state)?.isRepeated.map({ $0 == closesRepeat }) ?? true
    else { return false }
    return switch bar {
    case .single: mayBeFinal(state)
    case .double, .final, .endRepeat: mayBeFinal(state) || sectionMayFollow(state)
    case .startRepeat, .endAndStartRepeat:
      sectionMayFollow(state) && section(state.section + 1, state)?.isRepeated != false
    }
  }

  /// Whether the tune may end with the present measure as it stands.
  func mayBeFinal(_ state: State) -> Bool {
    tuneMayEnd(state) && isFinalPosition(state) && endsWell(state)
  }

  private func allowsEnding(_ number: Int, _ state: State) -> Bool {
    if state.ending == .due { return number == 2 }
    return number == 1 && state.isAtMeasureStart && state.kind == .full && state.tied < 0
      && state.ending == .none && state.sectionMeasures > 0 && state.keyChange == .none
      && section(state.section, state)?.isRepeated != false
  }
}

extension Grammar.State {
  /// Whether only the header has been written.
  var isAtTuneStart: Bool { kind == .first && !mustRepeat && isAtMeasureStart }
}
