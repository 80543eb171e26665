/// A mode of the diatonic scale.
public enum Mode: Int, CaseIterable, Hashable, Sendable {
  case major, minor, dorian, phrygian, lydian, mixolydian, locrian

  /// Sharps (positive) or flats (negative) that the mode adds to its tonic's major key signature.
  public var sharpsBeyondMajor: Int {
    switch self {
    case .major: 0
    case .minor: -3
    case .dorian: -2
    case .phrygian: -4
    case .lydian: 1
    case .mixolydian: -1
    case .locrian: -5
    }
  }

  /// The three letters that name the mode in ABC, as in `maj`, `min` and `dor`.
  public var abbreviation: String {
    switch self {
    case .major: "maj"
    case .minor: "min"
    case .dorian: "dor"
    case .phrygian: "phr"
    case .lydian: "lyd"
    case .mixolydian: "mix"
    case .locrian: "loc"
    }
  }
}
