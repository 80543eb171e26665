extension Grammar {
  /// The ticks from here to where the present measure may send its section back to the start.
  ///
  /// Of these 64 make a whole note; within a tuplet they count from its start. `nil` where no repeat
  /// sign may stand.
  package func ticksToRepeat(in state: State) -> Int? {
    guard state.stage == .music, state.ending != .second, state.ending != .due,
      sectionMayClose(state), section(state.section, state)?.isRepeated != false
    else { return nil }
    let end: Int
    switch state.kind {
    case .first: end = state.measureTicks
    case .pickup: return nil
    case .full: end = state.measureTicks - state.pickup
    }
    return end < state.position ? nil : end - state.position
  }
}
