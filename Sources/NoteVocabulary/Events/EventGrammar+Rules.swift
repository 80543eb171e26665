import MusicModel

extension EventGrammar {
  /// Whether a token may come next; false for ids outside the vocabulary.
  public func allows(_ token: Int32, in state: State) -> Bool {
    guard table.tokens.indices.contains(Int(token)) else { return false }
    let meaning = table.tokens[Int(token)]
    switch state.stage {
    case .start: return meaning == .start
    case .beforeMusic: return meaning == .bar
    case .ended: return false
    default: break
    }
    if state.barSteps == 0 { return allowsMeter(meaning) }
    switch meaning {
    case .start: return false
    case .end: return state.stage == .note && state.bars >= minimumBars
    case .bar: return allowsBars(1, state)
    case .emptyBars(let count):
      return (state.stage != .emptyBars || count <= state.span) && allowsBars(count + 1, state)
    case .meter: return state.mayChangeMeter && meter == nil
    default: break
    }
    guard state.stage > .emptyBars else { return false }
    if !state.hasTempo { return allowsFirstTempo(meaning, state) }
    if case .position(let position) = meaning {
      return state.isBetweenNotes && position > state.position && position < state.barSteps
    }
    return state.position >= 0 && allowsInNote(meaning, state)
  }

  private func allowsMeter(_ token: EventToken) -> Bool {
    guard case .meter(let found) = token else { return false }
    return meter.map { $0 == found } ?? true
  }

  private func allowsBars(_ count: Int, _ state: State) -> Bool {
    (state.isBetweenNotes || state.stage == .emptyBars) && state.hasTempo
      && state.bars + count <= maximumBars
  }

  private func allowsFirstTempo(_ token: EventToken, _ state: State) -> Bool {
    switch token {
    case .position(0): state.position < 0
    case .tempo: state.position == 0
    default: false
    }
  }

  private func allowsInNote(_ token: EventToken, _ state: State) -> Bool {
    let stage = state.noteStage
    switch token {
    case .tempo: return stage == .position
    case .sound(let sound):
      guard stage < .sound, let index = EventTokenTable.index(of: sound) else { return false }
      return index != state.sound && index * EventTokenTable.layerCount > state.lastPart
    case .layer(let layer):
      guard stage < .layer, state.sound >= 0, layer != state.layer else { return false }
      return state.sound * EventTokenTable.layerCount + layer > state.lastPart
    default: break
    }
    guard state.sound >= 0, state.part >= state.lastPart, state.canAddNote else { return false }
    if case .velocity = token { return stage < .velocity }
    guard state.hasVelocity || state.knownParts.contains(state.part) else { return false }
    switch token {
    case .wholeNotes(let count):
      let left = (maximumBars - state.bars + 1) * state.barSteps / EventTokenTable.stepsPerWhole
      return stage <= .wholeNotes && count < state.lastWholeNotes
        && state.wholeNotes + count <= left
    case .duration(let steps): return stage < .duration && (stage != .wholeNotes || steps > 0)
    case .pitch(let pitch): return state.sound < 128 && allows(pitch, state)
    case .stroke(let pitch): return state.sound >= 128 && allows(pitch, state)
    default: return false
    }
  }

  private func allows(_ pitch: Int, _ state: State) -> Bool {
    guard state.stage != .wholeNotes,
      state.hasDuration || state.knownParts.contains(state.part)
    else { return false }
    if state.part != state.lastPart { return true }
    return pitch < state.lastPitch
      || (pitch == state.lastPitch && state.repeats < State.mostRepeats)
  }

  /// Moves on by one token.
  ///
  /// - Precondition: The grammar allows the token in this state.
  public func advance(_ state: inout State, by token: Int32) {
    precondition(allows(token, in: state), "the grammar does not allow token \(token) here")
    let meaning = table.tokens[Int(token)]
    state.mayChangeMeter = meaning == .bar && state.bars > 0
    switch meaning {
    case .start: state.stage = .beforeMusic
    case .end: state.stage = .ended
    case .bar:
      state.bars += 1
      startMeasure(&state, .bar)
    case .emptyBars(let count):
      state.bars += count
      state.span = count
      startMeasure(&state, .emptyBars)
    case .meter(let meter):
      state.barSteps = EventTokenTable.meterIndex(meter).map(EventTokenTable.barSteps) ?? 0
    case .position(let position):
      state.position = position
      startPosition(&state)
    case .tempo:
      state.hasTempo = true
      state.stage = .tempo
    case .sound(let sound):
      state.sound = EventTokenTable.index(of: sound) ?? 0
      state.layer = 0
      state.stage = .sound
    case .layer(let layer):
      state.layer = layer
      state.stage = .layer
    case .velocity:
      state.hasVelocity = true
      state.stage = .velocity
    case .wholeNotes(let count):
      state.lastWholeNotes = count
      state.wholeNotes += count
      state.stage = .wholeNotes
    case .duration:
      state.hasDuration = true
      state.stage = .duration
    case .pitch(let pitch), .stroke(let pitch): finishNote(&state, pitch)
    }
  }

  private func startMeasure(_ state: inout State, _ stage: State.Stage) {
    state.position = -1
    startPosition(&state)
    state.stage = stage
  }

  private func startPosition(_ state: inout State) {
    state.stage = .position
    (state.lastPart, state.lastPitch, state.repeats) = (-1, 128, 0)
  }

  private func finishNote(_ state: inout State, _ pitch: Int) {
    let isRepeat = state.part == state.lastPart && pitch == state.lastPitch
    state.repeats = isRepeat ? state.repeats + 1 : 0
    (state.lastPart, state.lastPitch) = (state.part, pitch)
    state.knownParts.insert(state.part)
    (state.hasVelocity, state.hasDuration) = (false, false)
    (state.lastWholeNotes, state.wholeNotes) = (.max, 0)
    state.stage = .note
  }
}
