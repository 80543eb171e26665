import MusicModel

extension TuneWriter {
  mutating func write(_ meter: Meter) throws(EncodingError) {
    if let term = meter.unreasonableTerm {
      throw .unreasonableNumber(term, measure: measure)
    }
    self.meter = meter
    if let id = table.id(of: .meter(meter)) { return tokens.append(id) }
    try spell(.spelledMeter, meter.notation.number, meter.beatUnit, meter.groups.count)
    for group in meter.groups { try spell(group) }
  }

  /// Writes the key at the start: its accidentals transposed, its tonic as it is.
  mutating func write(header key: KeySignature) throws(EncodingError) {
    try writeKind(of: key)
    if options.keepsTonic, let tonic = key.tonic { try write(tonic) }
  }

  /// Writes how many measures each section has and whether it is repeated, then whether the tune
  /// ends on the tonic.
  mutating func write(_ plan: TunePlan) {
    for section in plan.sections {
      for digit in String(section.measures) { append(.digit(digit.wholeNumberValue ?? 0)) }
      append(section.isRepeated == true ? TunePlan.repeatedMark : TunePlan.onceMark)
    }
    if plan.endsOnTonic { append(TunePlan.tonicMark) }
  }

  /// Writes a key within the tune, moved as the pitches are.
  mutating func write(_ key: KeySignature) throws(EncodingError) {
    try writeKind(of: key)
    if let tonic = key.tonic { try write(transposition(tonic)) }
  }

  private mutating func writeKind(of key: KeySignature) throws(EncodingError) {
    switch key.kind {
    case .tonic(_, let mode): append(.mode(mode))
    case .none: append(.noKey)
    case .highlandPipes: append(.highlandPipes)
    case .highlandPipesMarked: append(.highlandPipesMarked)
    }
    if key.replacesMode { append(.explicitKey) }
    for accidental in key.accidentals {
      append(.keyAccidental)
      try write(transposition(accidental))
    }
  }

  private mutating func write(_ name: PitchName) throws(EncodingError) {
    if let id = table.id(of: .tonic(name)) { return tokens.append(id) }
    guard abs(name.alteration) <= 50 else {
      throw .unreasonableNumber(name.alteration, measure: measure)
    }
    try spell(.spelledTonic, name.step.rawValue, name.alteration)
  }
}
