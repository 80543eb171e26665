/// Tunes that have the frame of another: its bar lines and endings, measures of its lengths.
extension Grammar {
  /// The measure of the frame that is being written.
  func frameMeasure(_ state: State) -> TuneFrame.Measure? {
    guard let measures = constraints.frame?.measures, measures.indices.contains(state.frameMeasure)
    else { return nil }
    return measures[state.frameMeasure]
  }

  /// Whether a token may come, as far as a frame decides it; `nil` where the usual rules do.
  func frameAllows(_ token: Int32, _ symbol: GrammarSymbol, _ state: State) -> Bool? {
    guard constraints.frame != nil else { return nil }
    let measure = frameMeasure(state)
    if let measure, state.frameTokens < measure.start.count {
      return token == measure.start[state.frameTokens]
    }
    let isFull =
      state.position == measure?.ticks && state.isBetweenItems && state.tupletNotesLeft == 0
    switch symbol {
    case .end: return measure == nil || (isFull && measure?.bar == nil)
    case .bar: return isFull && token == measure?.bar
    case .ending, .mode, .chordRoot, .chordQuality, .chordSlash: return false
    case .tie: return allowsFrameTie(state)
    default: return measure == nil ? false : nil
    }
  }

  /// Whether the pitch just written can come again at once.
  private func allowsFrameTie(_ state: State) -> Bool {
    guard state.tieable >= 0, state.tied < 0, let measures = constraints.frame?.measures else {
      return false
    }
    if state.tupletNotesLeft > 0 || state.position < bound(state) { return true }
    let next = state.frameMeasure + 1
    return next < measures.count && measures[next].start.isEmpty
      && !measures[state.frameMeasure].closesSection
  }

  /// Moves on by a bar line or ending of the frame; false without a frame.
  func advanceFrame(_ state: inout State, _ symbol: GrammarSymbol) -> Bool {
    guard let measure = frameMeasure(state) else { return constraints.frame != nil }
    if state.frameTokens < measure.start.count {
      state.frameTokens += 1
      return true
    }
    state.frameMeasure += 1
    (state.frameTokens, state.position, state.measures) = (0, 0, state.measures + 1)
    state.sectionMeasures = symbol == .bar(.single) ? state.sectionMeasures + 1 : 0
    state.kind = .full
    return true
  }

  /// Moves on by a token of a measure's notes in a tune that exists, whatever the measure's length.
  ///
  /// Returns whether generated tunes may hold it.
  func advanceContent(_ state: inout State, by token: Int32) -> Bool {
    guard symbols.indices.contains(Int(token)) else { return false }
    switch symbols[Int(token)] {
    case .pitch, .rest, .chordStart, .chordEnd, .graceStart, .graceEnd, .duration, .tuplet, .tie:
      // Ties across repeats lead back in the playing order; here only lengths count.
      state.tied = -1
      guard allows(token, in: state) else { return false }
      advance(&state, by: token)
      return true
    default: return false
    }
  }

  /// What a token means; ids outside the vocabulary are rarities.
  func symbol(of token: Int32) -> GrammarSymbol {
    symbols.indices.contains(Int(token)) ? symbols[Int(token)] : .rarity
  }
}

extension Grammar.State {
  /// The number of the measure in the frame that the tune has.
  package var measureOfFrame: Int { frameMeasure }
}

extension Grammar {
  /// Whether the present measure of the frame has all its notes.
  package func frameMeasureIsFull(_ state: State) -> Bool {
    state.position == frameMeasure(state)?.ticks && state.tupletNotesLeft == 0
  }

  /// The number of tokens.
  package var tokenCount: Int { symbols.count }
}
