import MusicModel

extension Grammar {
  /// Moves on by one token.
  ///
  /// - Precondition: The grammar allows the token in this state.
  public func advance(_ state: inout State, by token: Int32) {
    precondition(allows(token, in: state), "the grammar does not allow token \(token) here")
    let symbol = symbols[Int(token)]
    if state.stage == .music {
      advanceMusic(&state, symbol)
    } else {
      advanceHeader(&state, symbol)
    }
  }

  private func advanceHeader(_ state: inout State, _ symbol: GrammarSymbol) {
    switch symbol {
    case .start: state.stage = .rhythm
    case .rhythm(let kind):
      state.rhythm = kind
      state.stage = .meter
    case .meter(let meter):
      state.measureTicks = meter.measureDuration.flatMap(TuneTokenTable.ticks) ?? 0
      state.stage = .mode
    case .mode(let mode):
      state.mode = mode
      state.stage = hasTonicToken ? .tonic : stageAfterKey
    case .tonic(let index):
      state.tonic = index
      state.stage = stageAfterKey
    case .unit(let ticks):
      state.unit = ticks
      state.stage = .music
    default: advancePlan(&state, symbol)
    }
  }

  private func advanceMusic(_ state: inout State, _ symbol: GrammarSymbol) {
    if symbol != .tie { state.tieable = -1 }
    switch symbol {
    case .pitch(let pitch): advance(&state, pitch)
    case .rest: finishItem(&state)
    case .chordStart, .graceStart:
      state.group = symbol == .chordStart ? .chord : .graces
      state.groupCount = 0
      state.chordPitches = 0
    case .chordEnd:
      state.group = .none
      state.chordPitches = 0
      finishItem(&state)
    case .graceEnd:
      state.group = .none
      state.graces = state.groupCount
    case .duration(let ticks): state.pendingDuration = ticks
    case .tuplet(let actual, let normal):
      (state.tupletActual, state.tupletNormal) = (actual, normal)
      (state.tupletNotesLeft, state.tupletTicks) = (actual, 0)
      if state.chordSymbol != .none { state.chordSymbol = .complete }
    case .tie:
      state.tied = state.tieable
      state.tieable = -1
    case .bar, .ending: if !advanceFrame(&state, symbol) { advanceSign(&state, symbol) }
    case .end: state.stage = .ended
    case .mode(let mode):
      state.mode = mode
      (state.keyChange, state.mayEnd) = (.mode, false)
    case .tonic: state.keyChange = .complete
    case .chordRoot:
      state.chordSymbol = state.chordSymbol == .slash ? .complete : .root
      state.mayEnd = false
    case .chordQuality: state.chordSymbol = .quality
    case .chordSlash: state.chordSymbol = .slash
    default: preconditionFailure("\(symbol) stands in the music")
    }
  }

  private func advance(_ state: inout State, _ pitch: Int) {
    if state.group != .none {
      state.groupCount += 1
      if state.group == .chord { state.chordPitches |= 1 << UInt128(pitch) }
      return
    }
    state.tied = -1
    finishItem(&state)
    state.tieable = pitch
    state.isOnTonic = state.finalNote != .any && isTonic(pitch, state)
  }

  /// Counts the time of a note, chord or rest.
  private func finishItem(_ state: inout State) {
    let ticks = state.pendingDuration == 0 ? state.unit : state.pendingDuration
    state.pendingDuration = 0
    state.graces = 0
    state.chordSymbol = .none
    state.mayEnd = false
    state.isOnTonic = false
    guard state.tupletNotesLeft > 0 else {
      state.position += ticks
      return
    }
    state.tupletTicks += ticks
    state.tupletNotesLeft -= 1
    if state.tupletNotesLeft == 0 {
      state.position += state.tupletTicks / state.tupletActual * state.tupletNormal
      (state.tupletActual, state.tupletNormal, state.tupletTicks) = (0, 0, 0)
    }
  }
}

// MARK: - Bar lines and endings

extension Grammar {
  private func advanceSign(_ state: inout State, _ symbol: GrammarSymbol) {
    switch symbol {
    case .bar(let bar): advance(&state, bar)
    case .ending(let number): advance(&state, ending: number)
    default: preconditionFailure("\(symbol) is no bar line")
    }
  }

  private func advance(_ state: inout State, _ bar: GrammarSymbol.Bar) {
    if state.isAtTuneStart {
      state.mustRepeat = true
      return
    }
    state.keyChange = .none
    if bar == .single || (bar == .double && isInnerDoubleBar(state)) {
      advanceSingleBar(&state, canEnd: bar == .single)
    } else if bar == .startRepeat, endsOuterPickup(state) {
      if state.kind == .first { state.opening = state.position }
      (state.pickup, state.position, state.kind) = (0, 0, .full)
      (state.mustRepeat, state.mayEnd) = (true, false)
    } else if state.ending == .first {
      state.ending = .due
      state.sectionMeasuresAfterEnding = state.sectionMeasures + 1
      state.measures = state.measuresBeforeEnding
      state.sectionMeasures = state.sectionMeasuresBeforeEnding
      state.position = 0
    } else {
      advanceSection(&state, bar)
    }
  }

  /// A single bar line goes on within the section, or ends the tune where that is all it can do.
  private func advanceSingleBar(_ state: inout State, canEnd: Bool) {
    let isInner = innerBarIsAllowed(state)
    state.mayEnd = canEnd && allowsFinalSingleBar(state)
    state.mayContinue = isInner
    if state.kind == .first {
      state.pickup = state.position == state.measureTicks ? 0 : state.position
      state.opening = state.pickup
    }
    completeMeasure(&state)
    state.kind = .full
  }

  private func advanceSection(_ state: inout State, _ bar: GrammarSymbol.Bar) {
    let startsRepeat = bar == .startRepeat || bar == .endAndStartRepeat
    state.mayEnd = !startsRepeat && mayBeFinal(state)
    state.mayContinue = sectionMayFollow(state)
    state.pickup = state.measureTicks - state.position
    completeMeasure(&state)
    state.section += 1
    state.sectionMeasures = 0
    state.mustRepeat = startsRepeat
    state.ending = .none
    state.kind = state.pickup > 0 ? .pickup : .full
  }

  /// Counts the measure unless it is a pick-up.
  private func completeMeasure(_ state: inout State) {
    let isPickup =
      state.kind == .pickup || (state.kind == .first && state.position < state.measureTicks)
    if !isPickup {
      state.measures += 1
      state.sectionMeasures += 1
    }
    state.position = 0
  }

  private func advance(_ state: inout State, ending number: Int) {
    state.mayEnd = false
    guard number == 1 else {
      state.ending = .second
      return
    }
    state.ending = .first
    state.measuresBeforeEnding = state.measures
    state.sectionMeasuresBeforeEnding = state.sectionMeasures
  }
}
