import MusicModel

/// What a token means to the grammar, in numbers that are quick to compare.
enum GrammarSymbol: Hashable, Sendable {
  case start
  case end
  case rhythm(RhythmKind?)
  case meter(Meter)
  case mode(Mode)
  /// The place of the tonic in ``Grammar/tonics``.
  case tonic(Int)
  /// Ticks.
  case unit(Int)
  /// The place of the pitch among the pitch tokens.
  case pitch(Int)
  /// Ticks.
  case duration(Int)
  case rest
  case tie
  case chordStart
  case chordEnd
  case graceStart
  case graceEnd
  case tuplet(actual: Int, normal: Int)
  case bar(Bar)
  case ending(Int)
  case chordRoot
  case chordQuality
  case chordSlash
  case digit(Int)
  case minus
  case numberEnd

  /// Numbers in digits and other rarities, which generated tunes do without.
  case rarity

  /// The bar lines of generated tunes.
  enum Bar: Hashable, Sendable {
    case single
    case double
    case final
    case endRepeat
    case startRepeat
    case endAndStartRepeat
  }
}

extension GrammarSymbol {
  /// - Parameters:
  ///   - firstPitch: The id of the first pitch token.
  init(_ token: TuneToken, id: Int, firstPitch: Int) {
    switch token {
    case .start: self = .start
    case .end: self = .end
    case .rhythm(let kind): self = .rhythm(kind)
    case .meter(let meter): self = .meter(meter)
    case .mode(let mode): self = .mode(mode)
    case .tonic(let name):
      self = Grammar.tonics.firstIndex(of: name).map { .tonic($0) } ?? .rarity
    case .unit(let unit): self = TuneTokenTable.ticks(unit).map { .unit($0) } ?? .rarity
    case .pitch: self = .pitch(id - firstPitch)
    case .duration(let duration):
      self = TuneTokenTable.ticks(duration).map { .duration($0) } ?? .rarity
    case .rest: self = .rest
    case .tie: self = .tie
    case .chordStart: self = .chordStart
    case .chordEnd: self = .chordEnd
    case .graceStart, .acciaccaturaStart: self = .graceStart
    case .graceEnd: self = .graceEnd
    case .tuplet(let tuplet): self = .tuplet(actual: tuplet.actual, normal: tuplet.normal)
    case .bar(let barLine): self = Self.symbol(of: barLine)
    case .ending(let number): self = .ending(number)
    case .chordRoot: self = .chordRoot
    case .chordQuality: self = .chordQuality
    case .chordSlash: self = .chordSlash
    case .digit(let digit): self = .digit(digit)
    case .minus: self = .minus
    case .numberEnd: self = .numberEnd
    default: self = .rarity
    }
  }

  private static func symbol(of barLine: BarLine) -> Self {
    switch (barLine.endedRepeats, barLine.startedRepeats, barLine.style) {
    case (0, 0, .single): .bar(.single)
    case (0, 0, .double): .bar(.double)
    case (0, 0, .thinThick): .bar(.final)
    // `|]:` is read in two ways.
    case (0, 0, _), (0, 1, .thinThick): .rarity
    case (1, 0, _): .bar(.endRepeat)
    case (0, 1, _): .bar(.startRepeat)
    case (1, 1, _): .bar(.endAndStartRepeat)
    default: .rarity
    }
  }
}
