extension Grammar {
  /// The sections that the header has planned, or else those asked for; `nil` where they are open.
  func sections(_ state: State) -> [TuneForm.Section]? {
    state.plan.isEmpty ? constraints.form?.sections : state.plan
  }

  /// The section of a number, or `nil` where sections are open or there are fewer.
  func section(_ index: Int, _ state: State) -> TuneForm.Section? {
    guard let sections = sections(state), index < sections.count else { return nil }
    return sections[index]
  }

  /// The most measures of the tune.
  private var measureLimit: Int { constraints.measures ?? constraints.maximumMeasures }

  /// The measures of the section where its second ending has to end, as long as the first, so that
  /// nobody can count the measures that were asked for in two ways; `nil` elsewhere.
  private func secondEndingEnd(_ state: State) -> Int? {
    constraints.measures != nil && state.ending == .second ? state.sectionMeasuresAfterEnding : nil
  }

  /// Whether the section may have another measure after the present one.
  func measureMayFollow(_ state: State) -> Bool {
    if let section = section(state.section, state) {
      return state.sectionMeasures + 2 <= section.measures
    }
    if let end = secondEndingEnd(state) { return state.sectionMeasures + 2 <= end }
    return state.measures + 2 <= measureLimit
  }

  /// Whether the section may end with the present measure.
  func sectionMayClose(_ state: State) -> Bool {
    if let section = section(state.section, state) {
      return state.sectionMeasures + 1 == section.measures
    }
    if state.ending == .first { return true }
    if let end = secondEndingEnd(state), state.sectionMeasures + 1 != end { return false }
    return tuneMayEnd(state) || sectionMayFollow(state)
  }

  /// Whether the tune may end with the present measure.
  func tuneMayEnd(_ state: State) -> Bool {
    if let sections = sections(state) {
      return state.section + 1 == sections.count
        && state.sectionMeasures + 1 == sections[state.section].measures
    }
    if let measures = constraints.measures { return state.measures + 1 == measures }
    return state.measures + 1 >= constraints.minimumMeasures
  }

  /// Whether another section may follow the one that ends with the present measure.
  func sectionMayFollow(_ state: State) -> Bool {
    if sections(state) != nil { return section(state.section + 1, state) != nil }
    return state.measures + 2 <= measureLimit
  }
}
