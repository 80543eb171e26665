public import MusicModel

/// What a user fixes about the tunes that a grammar allows; `nil` leaves the choice open.
public struct TuneConstraints: Hashable, Sendable {
  public var rhythm: RhythmKind?
  public var meter: Meter?
  public var mode: Mode?

  /// The tonic named in the header, for encodings that keep it.
  public var tonic: PitchName?

  /// The tonic that the tune will be transposed to, whatever its header names; pitches and range
  /// are judged there.
  public var soundingTonic: PitchName?

  /// The measures of the tune, pick-ups not counted and endings counted once.
  public var measures: Int?

  /// The sections; says more than ``measures`` and goes before it.
  public var form: TuneForm?

  /// The lowest and highest MIDI note, 0...127, as sounding in the key that the tune is in.
  public var range: ClosedRange<Int>?

  /// Whether the last note has to be the tonic.
  public var endsOnTonic = false

  /// The measures that the tune has to have, each with its length and signs; goes before form and
  /// number of measures.
  public var frame: TuneFrame?

  /// The fewest measures of a tune whose length is open.
  public var minimumMeasures = 4

  /// The most measures of a tune whose length is open.
  public var maximumMeasures = 64

  public init() {}

  /// The most measures that anybody can ask for.
  public static let measureLimit = 512
}

extension TuneConstraints {
  /// The tonics that the mode has to go with.
  var tonics: [PitchName] { [tonic, soundingTonic].compactMap(\.self) }
}

/// Why no tune can meet the constraints.
public enum ConstraintError: Error, Equatable, Sendable {
  /// Generation knows the meters that have a token, free meter aside.
  case unsupportedMeter(Meter)

  /// The key has more than seven sharps or flats.
  case unsupportedKey(PitchName, Mode?)

  /// The measures asked for are not in 1...512, or the minimum is above the maximum.
  case impossibleMeasures(Int)

  /// In no key that may be chosen does the range leave two notes or, where asked for, the tonic.
  case narrowRange(ClosedRange<Int>)
}

extension ConstraintError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unsupportedMeter(let meter):
      "tunes in \(meter) cannot be generated; expected one of "
        + Grammar.supportedMeters.map(\.description).joined(separator: ", ")
    case .unsupportedKey(let tonic, let mode):
      "a key on \(tonic)\(mode.map { " \($0)" } ?? "") has more than seven sharps or flats; "
        + "expected one with fewer"
    case .impossibleMeasures(let measures):
      "a tune cannot have \(measures) measures; expected 1 to \(TuneConstraints.measureLimit)"
    case .narrowRange(let range):
      "the range \(range.lowerBound) to \(range.upperBound) leaves too few notes, or not the one "
        + "to end on; expected several MIDI notes between 48 and 95, the tonic among them"
    }
  }
}
