/// The plan in the header: the measures of each section, closed by whether it is repeated, then
/// whether the tune ends on the tonic.
///
/// What is planned is kept as if it had been asked for. A form that was asked for is planned as it
/// stands; where it leaves a repeat open, or an opening needs it, the plan may be left out.
extension Grammar {
  /// What follows the key.
  var stageAfterKey: State.Stage { plansForm ? .plan : .unit }

  func allowsInPlan(_ symbol: GrammarSymbol, _ state: State) -> Bool {
    switch symbol {
    case .digit(let digit): !state.plansTonic && mayPlan(10 * state.planned + digit, state)
    case .minus: mayClosePlanned(repeated: false, state)
    case .numberEnd: mayClosePlanned(repeated: true, state)
    case .bar(.final):
      isCompletePlan(state) && !state.plansTonic && tonicIsInRange(state)
    case .unit:
      state.plan.isEmpty
        ? mayLeaveOutPlan(state)
        : isCompletePlan(state) && (state.plansTonic || !constraints.endsOnTonic)
    default: false
    }
  }

  func advancePlan(_ state: inout State, _ symbol: GrammarSymbol) {
    switch symbol {
    case .digit(let digit): state.planned = 10 * state.planned + digit
    case .minus, .numberEnd:
      state.plan.append(
        TuneForm.Section(measures: state.planned, isRepeated: symbol == .numberEnd))
      (state.planned, state.finalNote) = (0, constraints.endsOnTonic ? .tonic : .other)
    case .bar(.final): (state.finalNote, state.plansTonic) = (.tonic, true)
    default: preconditionFailure("\(symbol) stands in the header")
    }
  }

  /// Whether a number, or one that goes on with more digits, may be that of the next section.
  private func mayPlan(_ measures: Int, _ state: State) -> Bool {
    guard measures > 0 else { return false }
    if let asked = constraints.form?.sections {
      guard asked.indices.contains(state.plan.count) else { return false }
      return String(asked[state.plan.count].measures).hasPrefix(String(measures))
    }
    if constraints.frame != nil { return measures <= TuneConstraints.measureLimit }
    return measures <= (constraints.measures ?? constraints.maximumMeasures) - state.plannedMeasures
  }

  private func mayClosePlanned(repeated: Bool, _ state: State) -> Bool {
    guard state.planned > 0 else { return false }
    guard let asked = constraints.form?.sections[state.plan.count] else { return true }
    return asked.measures == state.planned && asked.isRepeated != !repeated
  }

  /// Whether the sections so far can be all.
  private func isCompletePlan(_ state: State) -> Bool {
    guard state.planned == 0, !state.plan.isEmpty else { return false }
    if constraints.frame != nil { return true }
    if let asked = constraints.form?.sections { return state.plan.count == asked.count }
    if let measures = constraints.measures { return state.plannedMeasures == measures }
    return state.plannedMeasures >= constraints.minimumMeasures
  }

  private func mayLeaveOutPlan(_ state: State) -> Bool {
    state.planned == 0
      && constraints.form?.sections.allSatisfy { $0.isRepeated != nil } != true
  }

  private func tonicIsInRange(_ state: State) -> Bool {
    let row = state.tonic * pitchCount..<(state.tonic + 1) * pitchCount
    return zip(pitchAllows[row], tonicPitches[row]).contains { $0 && $1 }
  }
}

extension Grammar.State {
  fileprivate var plannedMeasures: Int { plan.reduce(0) { $0 + $1.measures } }
}
