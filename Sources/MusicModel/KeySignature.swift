/// A letter with an accidental, in no particular octave: the tonic of a key, the root of a chord.
public struct PitchName: Hashable, Sendable {
  public var step: PitchStep

  /// Semitones that the accidental adds: sharp 1, flat -1.
  public var alteration: Int

  public init(_ step: PitchStep, alteration: Int = 0) {
    self.step = step
    self.alteration = alteration
  }

  /// The pitch modulo 12, C = 0.
  public var pitchClass: Int { (step.semitones + alteration + 24) % 12 }

  /// Fifths above C on the line of fifths: F is -1, G is 1, F sharp is 6.
  public var fifths: Int { [0, 2, 4, -1, 1, 3, 5][step.rawValue] + 7 * alteration }
}

extension PitchName: CustomStringConvertible {
  public var description: String {
    let accidental = alteration < 0 ? "b" : "#"
    return String(step.letter) + String(repeating: accidental, count: abs(alteration))
  }
}

/// A key signature: what it is called, and which letters it alters.
public struct KeySignature: Hashable, Sendable {
  /// What the key is called.
  public enum Kind: Hashable, Sendable {
    /// A tonic and a mode: `K:D`, `K:Edor`.
    case tonic(PitchName, Mode)

    /// No key signature: `K:none`, `K:`.
    case none

    /// The Great Highland Bagpipe, no accidentals shown: `K:HP`.
    case highlandPipes

    /// The Great Highland Bagpipe, with F sharp, C sharp and G natural marked: `K:Hp`.
    case highlandPipesMarked
  }

  public var kind: Kind

  /// Alterations written after the mode, in the order written: `K:D Phr ^f`.
  public var accidentals: [PitchName]

  /// Whether ``accidentals`` replace the mode's own signature: `K:D exp _b _e ^f`.
  public var replacesMode: Bool

  public init(_ kind: Kind, accidentals: [PitchName] = [], replacesMode: Bool = false) {
    self.kind = kind
    self.accidentals = accidentals
    self.replacesMode = replacesMode
  }

  /// Creates the key of a tonic and a mode.
  public init(_ tonic: PitchName, _ mode: Mode) {
    self.init(.tonic(tonic, mode))
  }

  /// The key without sharps and flats.
  public static let cMajor = KeySignature(PitchName(.c), .major)

  /// The tonic, or `nil` where the key has none.
  public var tonic: PitchName? {
    guard case .tonic(let tonic, _) = kind else { return nil }
    return tonic
  }

  /// The mode, or `nil` where the key has none.
  public var mode: Mode? {
    guard case .tonic(_, let mode) = kind else { return nil }
    return mode
  }
}

extension KeySignature {
  /// Sharps (positive) or flats (negative) of the mode's signature, explicit accidentals aside.
  public var sharps: Int {
    switch kind {
    case .tonic(let tonic, let mode): tonic.fifths + mode.sharpsBeyondMajor
    case .none, .highlandPipes: 0
    case .highlandPipesMarked: 2
    }
  }

  /// Semitones that the signature adds to a letter.
  public func alteration(of step: PitchStep) -> Int {
    if let explicit = accidentals.last(where: { $0.step == step }) { return explicit.alteration }
    if replacesMode { return 0 }
    if kind == .highlandPipes { return step == .f || step == .c ? 1 : 0 }
    // On the line of fifths F is -1 … B is 5; the n-th sharp reaches the letters up to n - 2.
    let position = PitchName(step).fifths
    let octaves = Double(sharps - position - 2) / 7
    return Int(octaves.rounded(.down)) + 1
  }
}

extension KeySignature: CustomStringConvertible {
  /// The key as ABC names it: `D`, `Em`, `Ador`, `none`; explicit accidentals left out.
  public var description: String {
    switch kind {
    case .tonic(let tonic, .major): tonic.description
    case .tonic(let tonic, .minor): tonic.description + "m"
    case .tonic(let tonic, let mode): tonic.description + mode.abbreviation
    case .none: "none"
    case .highlandPipes: "HP"
    case .highlandPipesMarked: "Hp"
    }
  }
}
