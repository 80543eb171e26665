extension TuneFrame {
  /// Whether a measure is as long as another frame's at the same place.
  package func hasMeasure(_ measure: Int, like other: TuneFrame) -> Bool {
    measures.indices.contains(measure) && measures[measure].ticks == other.measures[measure].ticks
      && measureTicks == other.measureTicks
  }

  /// The tokens of a tune with this header and these signs, and some measures of another's notes.
  package func tokens(withMeasures isOther: (Int) -> Bool, of other: TuneFrame) -> [Int32] {
    var tokens = header
    for (index, measure) in measures.enumerated() {
      tokens += measure.start
      tokens +=
        isOther(index) ? other.content(ofMeasure: index, unit: header.last) : measure.content
      if let bar = measure.bar { tokens.append(bar) }
    }
    return tokens + [Vocabulary.endToken]
  }

  /// The notes of a measure as they are written with another unit length.
  private func content(ofMeasure measure: Int, unit: Int32?) -> [Int32] {
    let table = TuneTokenTable.extended
    guard let unit, let own = header.last, unit != own,
      case .unit(let newUnit) = table.tokens[Int(unit)],
      case .unit(let ownUnit) = table.tokens[Int(own)],
      let newDuration = table.id(of: newUnit), let ownDuration = table.id(of: ownUnit)
    else { return measures[measure].content }
    var result: [Int32] = []
    var hasDuration = false
    var isInGroup = false
    for token in measures[measure].content {
      switch table.tokens[Int(token)] {
      case .duration where !isInGroup:
        hasDuration = true
        if token != newDuration { result.append(token) }
        continue
      case .pitch where !isInGroup, .rest, .chordStart:
        if !hasDuration { result.append(ownDuration) }
        hasDuration = false
        isInGroup = table.tokens[Int(token)] == .chordStart
      case .graceStart, .acciaccaturaStart: isInGroup = true
      case .chordEnd, .graceEnd: isInGroup = false
      default: break
      }
      result.append(token)
    }
    return result
  }
}
