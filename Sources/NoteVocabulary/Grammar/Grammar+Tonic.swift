import MusicModel

/// Ending on the tonic, or not, as it was asked for or planned.
///
/// Where nothing but the tune's end can follow the present measure, its last item has to be the
/// tonic, or another, and what would make that impossible is not allowed before; elsewhere the tune
/// just may not end.
extension Grammar {
  /// Whether what has been written may stand at the end.
  func endsWell(_ state: State) -> Bool {
    state.finalNote == .any || state.isOnTonic == (state.finalNote == .tonic)
  }

  func isTonic(_ pitch: Int, _ state: State) -> Bool {
    tonicPitches[state.tonic * pitchCount + pitch]
  }

  /// Whether a note, chord or rest may come, as far as the end of the tune is concerned.
  ///
  /// - Parameters:
  ///   - pitch: The note's pitch, `nil` for chords and rests.
  ///   - ticks: The written length, one unit for 0.
  func suitsEnd(_ pitch: Int?, _ ticks: Int, _ state: State) -> Bool {
    guard mustEndHere(state), completesMeasure(ticks, state) else { return true }
    return (pitch.map { isTonic($0, state) } ?? false) == (state.finalNote == .tonic)
  }

  /// Whether a duration leaves a note that may follow it.
  func suitsEnd(duration ticks: Int, _ state: State) -> Bool {
    suitsEnd(state.tied >= 0 ? state.tied : nil, ticks, state) || state.tied < 0
  }

  /// Whether the pitch just written may be tied on.
  func suitsEnd(tie pitch: Int, _ state: State) -> Bool {
    guard state.finalNote != .any, isTonic(pitch, state) != (state.finalNote == .tonic) else {
      return true
    }
    guard !mustEndHere(state) else { return false }
    return !innerBarIsAllowed(state) || !mayBeLast(after: state)
  }

  /// Whether the measure after the present one has to be the tune's last.
  private func mayBeLast(after state: State) -> Bool {
    var next = state
    let isPickup =
      state.kind == .pickup || (state.kind == .first && state.position < state.measureTicks)
    if !isPickup {
      next.measures += 1
      next.sectionMeasures += 1
    }
    next.kind = .full
    return mustEndHere(next)
  }

  /// Whether the tune has to end with the present measure, on a certain note.
  private func mustEndHere(_ state: State) -> Bool {
    guard state.finalNote != .any, constraints.frame == nil, state.kind != .pickup,
      state.ending != .first
    else { return false }
    return !measureMayFollow(state) && !sectionMayFollow(state)
  }

  /// Whether an item of this length fills the present measure.
  private func completesMeasure(_ ticks: Int, _ state: State) -> Bool {
    let ticks = ticks == 0 ? state.unit : ticks
    guard state.tupletNotesLeft > 0 else { return state.position + ticks == bound(state) }
    guard state.tupletNotesLeft == 1 else { return false }
    let length = (state.tupletTicks + ticks) / state.tupletActual * state.tupletNormal
    return state.position + length == bound(state)
  }
}
