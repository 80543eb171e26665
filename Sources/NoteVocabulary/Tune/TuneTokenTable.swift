package import MusicModel

/// The tokens of the tune encoding in the order of their ids, with fast ways back.
///
/// Changing anything here changes ids: raise ``TuneEncoding/version`` then.
package struct TuneTokenTable: Sendable {
  package static let standard = TuneTokenTable(tokens: headerTokens + bodyTokens)

  /// The standard table, then tokens for chord symbols, parts and voices.
  package static let extended = TuneTokenTable(
    tokens: headerTokens + bodyTokens + extensionTokens)

  /// The table of an encoding: ids are the same in both, but for those that only one has.
  package static func table(_ options: TuneEncoding.Options) -> TuneTokenTable {
    options.needsExtension ? extended : standard
  }

  /// The grid of the duration tokens: this many ticks in a whole note.
  package static let ticksPerWhole = 64

  /// The octaves that have pitch tokens.
  package static let octaves = 3...6

  /// Lengths that have a token, in ticks.
  package static let durationTicks = [
    1, 2, 3, 4, 6, 8, 9, 10, 12, 14, 16, 18, 20, 24, 28, 32, 36, 40, 48, 56, 64, 80, 96, 128,
    192,
  ]

  /// Lengths that a note without a duration token may have.
  package static let units = [8, 16, 4, 32].map { NoteDuration($0, ticksPerWhole) }

  /// Meters that have a token.
  package static let meters = [
    Meter(4, 4), .common, .cut, Meter(2, 2), Meter(2, 4), Meter(3, 4), Meter(6, 8), Meter(9, 8),
    Meter(12, 8), Meter(3, 8), Meter(3, 2), Meter(6, 4), Meter(5, 4), Meter(5, 8), Meter(7, 8),
    Meter(9, 4), Meter(4, 2), .none,
  ]

  /// Tuplets that have a token; `count` equals `actual`.
  package static let tuplets = [
    (3, 2), (2, 3), (4, 3), (4, 2), (5, 2), (5, 3), (6, 2), (7, 2), (7, 3), (8, 3), (9, 2), (9, 3),
  ].map { actual, normal in Tuplet(actual, inTimeOf: normal, count: actual) }

  /// Bar lines that have a token.
  package static let barLines = [
    .single, .double, .final, BarLine(.thickThin), BarLine(.dotted), BarLine(.invisible),
    .endRepeat, .startRepeat, .endAndStartRepeat, BarLine(.double, endedRepeats: 1),
    BarLine(.double, startedRepeats: 1), BarLine(.double, endedRepeats: 1, startedRepeats: 1),
    BarLine(.thinThick, startedRepeats: 1),
  ]

  /// The tokens by id.
  package let tokens: [TuneToken]

  private let ids: [TuneToken: Int32]
  private let firstPitch: Int32
  private let durationIDs: [Int32]

  private init(tokens: [TuneToken]) {
    var ids: [TuneToken: Int32] = [:]
    for (id, token) in tokens.enumerated() { ids[token] = Int32(id) }
    var durationIDs = [Int32](repeating: -1, count: (Self.durationTicks.max() ?? 0) + 1)
    for ticks in Self.durationTicks {
      durationIDs[ticks] = ids[.duration(NoteDuration(ticks, Self.ticksPerWhole))] ?? -1
    }
    self.tokens = tokens
    self.ids = ids
    self.durationIDs = durationIDs
    firstPitch = ids[Self.pitches[0]] ?? -1
  }

  private static var headerTokens: [TuneToken] {
    var tokens: [TuneToken] = [.start, .end, .rhythm(nil)]
    tokens += RhythmKind.allCases.map(TuneToken.rhythm)
    tokens += meters.map(TuneToken.meter) + [.spelledMeter]
    tokens += Mode.allCases.map(TuneToken.mode)
    tokens += [.noKey, .highlandPipes, .highlandPipesMarked, .explicitKey, .keyAccidental]
    for step in PitchStep.allCases {
      tokens += (-1...1).map { .tonic(PitchName(step, alteration: $0)) }
    }
    return tokens + [.spelledTonic] + units.map(TuneToken.unit)
  }

  private static var bodyTokens: [TuneToken] {
    var tokens = pitches + [.spelledPitch]
    tokens += durationTicks.map { .duration(NoteDuration($0, ticksPerWhole)) } + [.spelledDuration]
    tokens += [.rest, .invisibleRest, .measuresRest, .invisibleMeasuresRest, .tie]
    tokens += [.chordStart, .chordEnd, .graceStart, .acciaccaturaStart, .graceEnd]
    tokens += tuplets.map(TuneToken.tuplet) + [.spelledTuplet]
    tokens += barLines.map(TuneToken.bar) + [.spelledBar, .noBar, .emptyMeasure]
    tokens += (1...4).map(TuneToken.ending) + [.spelledEnding]
    return tokens + (0...9).map(TuneToken.digit) + [.minus, .numberEnd]
  }

  /// What may follow the root of a chord symbol and has a token; a major triad has nothing.
  package static let chordQualities = [
    "m", "7", "m7", "maj7", "dim", "dim7", "aug", "+", "6", "m6", "sus4", "9", "7sus4", "min",
  ]

  private static var extensionTokens: [TuneToken] {
    var tokens: [TuneToken] = []
    for step in PitchStep.allCases {
      tokens += (-1...1).map { .chordRoot(PitchName(step, alteration: $0)) }
    }
    tokens += chordQualities.map(TuneToken.chordQuality)
    tokens += [.spelledChordQuality, .chordSlash, .spelledChordSymbol, .partOrder]
    tokens += ["A", "B", "C", "D", "E", "F"].map(TuneToken.partLabel) + [.spelledPartLabel]
    return tokens + [.voice, .spelledVoice, .overlay]
  }

  private static var pitches: [TuneToken] {
    octaves.flatMap { octave in
      PitchStep.allCases.flatMap { step in
        (-1...1).map { .pitch(SpelledPitch(step, alteration: $0, octave: octave)) }
      }
    }
  }
}

extension TuneTokenTable {
  /// The id of a token, or `nil` if it has none and must be spelled.
  package func id(of token: TuneToken) -> Int32? { ids[token] }

  /// The id of a token that every table holds.
  ///
  /// - Precondition: The token has an id.
  package func requiredID(of token: TuneToken) -> Int32 {
    guard let id = ids[token] else { preconditionFailure("\(token) has no id") }
    return id
  }

  /// The id of a pitch, without hashing, or `nil` if it must be spelled.
  @inline(__always)
  package func id(of pitch: SpelledPitch) -> Int32? {
    guard Self.octaves.contains(pitch.octave), (-1...1).contains(pitch.alteration),
      pitch.cents == 0
    else { return nil }
    let row = 7 * (pitch.octave - Self.octaves.lowerBound) + pitch.step.rawValue
    return firstPitch + Int32(3 * row + pitch.alteration + 1)
  }

  /// The id of a length, without hashing, or `nil` if it must be spelled.
  @inline(__always)
  package func id(of duration: NoteDuration) -> Int32? {
    guard let ticks = Self.ticks(duration), ticks < durationIDs.count else { return nil }
    let id = durationIDs[ticks]
    return id < 0 ? nil : id
  }

  /// A length on the grid, or `nil` if it lies between two ticks.
  package static func ticks(_ duration: NoteDuration) -> Int? {
    guard ticksPerWhole.isMultiple(of: duration.denominator), duration.numerator < 1 << 24 else {
      return nil
    }
    return duration.numerator * (ticksPerWhole / duration.denominator)
  }
}
