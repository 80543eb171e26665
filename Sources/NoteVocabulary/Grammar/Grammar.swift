public import MusicModel

/// Which token may come next in a tune, so that every tune is well formed.
///
/// - A dance is in one of its usual meters, unless both are asked for.
/// - Every measure is filled exactly. Where sections meet, in the order played, the last measure
///   of one and the pick-up of the next make up a whole one: a repeated section ends short of its
///   own pick-up, and after a section that is played once the next starts with what is missing.
///   The tune's last measure is completed by its section's pick-up or by the tune's.
/// - A pick-up may stand before the `|:`; then the section inside has none.
/// - Repeats and endings are balanced: `|:` is closed by `:|` or by a first ending, `:|` and a
///   second ending; a section that `:|` closes without `|:` is repeated from its start.
/// - The key may change at a measure's start, unless a key was asked for.
/// - Tuplets, chords, chord symbols and graces are complete; a tied note is followed by one of the
///   same pitch.
/// - The tune ends after a closing bar line, with as many measures and sections as asked for.
///
/// A token is allowed only if the tune can still be completed after it, so there are no dead
/// ends. The constraints hold for the header and, with a range, for every pitch.
public struct Grammar: TokenGrammar {
  public let constraints: TuneConstraints

  /// The meaning of each id.
  let symbols: [GrammarSymbol]

  /// Whether a header token meets the constraints, by id.
  let headerAllows: [Bool]

  /// Whether a pitch may be written, at `tonic * pitchCount + pitch`.
  let pitchAllows: [Bool]
  let pitchCount: Int

  /// Whether a pitch is the tonic, at `tonic * pitchCount + pitch`.
  let tonicPitches: [Bool]

  /// Whether a tonic leaves enough notes, by its place in ``tonics``.
  private(set) var playableTonics: [Bool] = []

  let hasTonicToken: Bool
  let plansForm: Bool
  let normalizesKey: Bool
  let filling = TupletFilling(durationTicks: TuneTokenTable.durationTicks)

  /// Creates the grammar of the tunes that meet constraints.
  ///
  /// - Throws: ``ConstraintError`` if there are none.
  public init(
    _ options: TuneEncoding.Options = TuneEncoding.Options(),
    _ constraints: TuneConstraints = TuneConstraints()
  ) throws(ConstraintError) {
    try Self.check(constraints)
    let tokens = TuneTokenTable.table(options).tokens
    let pitches = tokens.compactMap { token -> SpelledPitch? in
      guard case .pitch(let pitch) = token else { return nil }
      return pitch
    }
    let firstPitch = tokens.firstIndex { if case .pitch = $0 { true } else { false } } ?? 0
    self.constraints = constraints
    hasTonicToken = options.keepsTonic
    plansForm = options.plansForm
    normalizesKey = options.normalizesKey
    pitchCount = pitches.count
    symbols = tokens.enumerated().map {
      GrammarSymbol($0.element, id: $0.offset, firstPitch: firstPitch)
    }
    headerAllows = tokens.map { Self.allowsInHeader($0, constraints) }
    tonicPitches = Self.tonics.flatMap { tonic in
      let named = constraints.soundingTonic ?? (options.keepsTonic ? tonic : PitchName(.c))
      let written = options.normalizesKey ? PitchName(.c) : named
      return pitches.map { PitchName($0.step, alteration: $0.alteration) == written }
    }
    pitchAllows = Self.tonics.flatMap { tonic in
      let tonic = constraints.soundingTonic ?? (options.keepsTonic ? tonic : PitchName(.c))
      let soundsAt =
        options.normalizesKey ? Transposition(fromCTo: tonic) : Transposition.none
      return pitches.map { Self.allows(soundsAt($0), constraints.range) }
    }
    playableTonics = Self.tonics.indices.map(isPlayable)
    try checkRange()
  }

  /// The state before the first token, `<s>`.
  public func initialState() -> State {
    var state = State()
    if constraints.endsOnTonic { state.finalNote = .tonic }
    return state
  }
}

extension Grammar {
  /// The meters of tunes that can be generated.
  public static let supportedMeters = TuneTokenTable.meters.filter { !$0.groups.isEmpty }

  /// The tonics that have a token.
  static let tonics = PitchStep.allCases.flatMap { step in
    (-1...1).map { PitchName(step, alteration: $0) }
  }

  /// Whether a key has at most seven sharps or flats.
  static func isWritable(_ tonic: PitchName, _ mode: Mode) -> Bool {
    abs(KeySignature(tonic, mode).sharps) <= 7
  }

  /// Whether a pitch lies in a range and needs no more than a double accidental.
  private static func allows(_ pitch: SpelledPitch, _ range: ClosedRange<Int>?) -> Bool {
    abs(pitch.alteration) <= 2 && (range ?? 0...127).contains(pitch.pitch)
  }

  private static func allowsInHeader(_ token: TuneToken, _ constraints: TuneConstraints) -> Bool {
    switch token {
    case .rhythm(let kind):
      constraints.rhythm.map { $0 == kind }
        ?? constraints.meter.map { kind?.isUsual(in: $0) ?? true } ?? true
    case .meter(let meter):
      supportedMeters.contains(meter) && (constraints.meter.map { $0 == meter } ?? true)
    case .mode(let mode):
      (constraints.mode.map { $0 == mode } ?? true)
        && constraints.tonics.allSatisfy { isWritable($0, mode) }
    case .tonic(let tonic): constraints.tonic.map { $0 == tonic } ?? true
    default: true
    }
  }

  private static func check(_ constraints: TuneConstraints) throws(ConstraintError) {
    if let meter = constraints.meter, !supportedMeters.contains(meter) {
      throw .unsupportedMeter(meter)
    }
    for tonic in constraints.tonics {
      let modes = constraints.mode.map { [$0] } ?? Mode.allCases
      guard tonics.contains(tonic), modes.contains(where: { isWritable(tonic, $0) }) else {
        throw .unsupportedKey(tonic, constraints.mode)
      }
    }
    let limits = [constraints.measures, constraints.form?.measures, constraints.maximumMeasures]
    for case let measures? in limits
    where !(1...TuneConstraints.measureLimit).contains(measures) {
      throw .impossibleMeasures(measures)
    }
    guard (0...constraints.maximumMeasures).contains(constraints.minimumMeasures) else {
      throw .impossibleMeasures(constraints.minimumMeasures)
    }
  }
}
