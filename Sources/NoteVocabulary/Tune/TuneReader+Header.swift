import MusicModel

extension TuneReader {
  mutating func readHeader() throws(EncodingError) {
    guard try next("<s>") == .start else { throw unexpected("<s>") }
    guard case .rhythm(let kind) = try next("a kind of tune") else {
      throw unexpected("a kind of tune")
    }
    tune.rhythm = kind?.rawValue
    guard let meter = try readMeter() else { throw unexpected("a meter") }
    (tune.meter, self.meter) = (meter, meter)
    try readHeaderKey()
    if options.plansForm { try skipPlan() }
    guard case .unit(let unit) = try next("a unit length") else {
      throw unexpected("a unit length")
    }
    tune.unitNoteLength = unit
    if try peek("music or </s>") == .partOrder { try readPartOrder() }
  }

  /// Passes over the plan: the music itself says all that it tells.
  private mutating func skipPlan() throws(EncodingError) {
    while true {
      switch try peek("a unit length") {
      case .digit, TunePlan.repeatedMark, TunePlan.onceMark, TunePlan.tonicMark: position += 1
      default: return
      }
    }
  }

  private mutating func readHeaderKey() throws(EncodingError) {
    guard var key = try readKeyWithoutTonic() else { throw unexpected("a mode") }
    if let mode = key.mode {
      let tonic = options.keepsTonic ? try readTonic() : givenTonic ?? PitchName(.c)
      key.kind = .tonic(tonic, mode)
      if options.normalizesKey { transposition = Transposition(fromCTo: tonic) }
    }
    key.accidentals = key.accidentals.map { transposition($0) }
    tune.keySignature = key
  }

  /// Reads a meter, or returns `nil` without a step if none comes next.
  mutating func readMeter() throws(EncodingError) -> Meter? {
    switch try peek("a meter") {
    case .meter(let meter):
      position += 1
      return meter
    case .spelledMeter:
      position += 1
      let notation = Meter.Notation(number: try number(in: 0...2)) ?? .fraction
      let beatUnit = try number(in: 1...Meter.termLimit)
      var groups: [Int] = []
      for _ in 0..<(try number(in: 0...Meter.groupLimit)) {
        groups.append(try number(in: 0...Meter.termLimit))
      }
      return Meter(groups: groups, beatUnit: beatUnit, notation: notation)
    default: return nil
    }
  }

  /// Reads a key whose tonic, if it has one, is C for now; `nil` without a step if none comes next.
  mutating func readKeyWithoutTonic() throws(EncodingError) -> KeySignature? {
    var key: KeySignature
    switch try peek("a mode") {
    case .mode(let mode): key = KeySignature(PitchName(.c), mode)
    case .noKey: key = KeySignature(.none)
    case .highlandPipes: key = KeySignature(.highlandPipes)
    case .highlandPipesMarked: key = KeySignature(.highlandPipesMarked)
    default: return nil
    }
    position += 1
    if try peek("a tonic") == .explicitKey {
      position += 1
      key.replacesMode = true
    }
    while try peek("a tonic") == .keyAccidental {
      position += 1
      key.accidentals.append(try readTonic())
    }
    return key
  }

  mutating func readTonic() throws(EncodingError) -> PitchName {
    switch try next("a tonic") {
    case .tonic(let name): return name
    case .spelledTonic:
      let step = try number(in: 0...6)
      return PitchName(PitchStep.allCases[step], alteration: try number(in: -100...100))
    default: throw unexpected("a tonic")
    }
  }
}
