import MusicModel
import NoteVocabulary

/// Leans towards the notes of a mode that was asked for.
///
/// A model trained on tunes that leave their mode now and then makes such tunes too; a player who
/// asks for minor wants to hear minor. Notes outside of the mode stay possible.
struct ModeFit: TokenConstraint {
  private let mode: Mode

  /// The tonic as tokens write it; `nil` for the one that the header names.
  private let givenTonic: PitchName?
  private var tonic: PitchName?

  /// Nats by which a note outside of the mode is less likely.
  private static let strength: Float = 2

  /// - Parameters:
  ///   - tonic: The tonic that the tune will have, `nil` for the one that its header names.
  ///   - isNormalized: Whether tokens are written as if the tonic were C.
  init(_ mode: Mode, tonic: PitchName?, isNormalized: Bool) {
    self.mode = mode
    givenTonic = isNormalized ? PitchName(.c) : tonic
  }

  func lean(_ leaning: inout [Float], at place: borrowing TunePlace) {
    guard let state = place.state, !state.isInHeader, !state.isInGraces,
      let tonic = givenTonic ?? tonic
    else { return }
    let key = KeySignature(tonic, mode)
    let scale = Set(
      PitchStep.allCases.map { PitchName($0, alteration: key.alteration(of: $0)).pitchClass })
    for (id, pitch) in TokenKinds.pitches where !scale.contains(pitch % 12) {
      leaning[id] -= Self.strength
    }
  }

  mutating func advance(by token: Int32, to place: borrowing TunePlace) {
    guard place.state?.isInHeader == true,
      case .tonic(let name) = TuneTokenTable.extended.tokens[Int(token)]
    else { return }
    tonic = name
  }
}
