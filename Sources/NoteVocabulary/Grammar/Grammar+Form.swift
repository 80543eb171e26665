extension Grammar {
  /// The section that the form asks for, or `nil` where it is open or the form has ended.
  func section(_ index: Int) -> TuneForm.Section? {
    guard let sections = constraints.form?.sections, index < sections.count else { return nil }
    return sections[index]
  }

  /// The most measures of the tune.
  private var measureLimit: Int { constraints.measures ?? constraints.maximumMeasures }

  /// Whether the section may have another measure after the present one.
  func measureMayFollow(_ state: State) -> Bool {
    if let section = section(state.section) {
      return state.sectionMeasures + 2 <= section.measures
    }
    return state.measures + 2 <= measureLimit
  }

  /// Whether the section may end with the present measure.
  func sectionMayClose(_ state: State) -> Bool {
    if let section = section(state.section) {
      return state.sectionMeasures + 1 == section.measures
    }
    if state.ending == .first { return true }
    return tuneMayEnd(state) || measureMayFollow(state)
  }

  /// Whether the tune may end with the present measure.
  func tuneMayEnd(_ state: State) -> Bool {
    if let form = constraints.form {
      return state.section + 1 == form.sections.count
        && state.sectionMeasures + 1 == form.sections[state.section].measures
    }
    if let measures = constraints.measures { return state.measures + 1 == measures }
    return state.measures + 1 >= constraints.minimumMeasures
  }

  /// Whether another section may follow the one that ends with the present measure.
  func sectionMayFollow(_ state: State) -> Bool {
    if constraints.form != nil { return section(state.section + 1) != nil }
    return state.measures + 2 <= measureLimit
  }
}
