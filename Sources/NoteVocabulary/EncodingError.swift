public import MusicModel

/// Why a piece cannot become tokens, or tokens a piece.
public enum EncodingError: Error, Hashable, Sendable {
  /// A text holds a symbol that the training texts did not have.
  case unknownSymbol(String, position: Int)

  /// A length is outside what tokens spell: terms up to 2^24.
  case unreasonableDuration(NoteDuration, measure: Int)

  /// A pitch is far outside what anything can play.
  case unreasonablePitch(SpelledPitch, measure: Int)

  /// A number of the tune, such as that of an ending, is outside ±999,999,999.
  case unreasonableNumber(Int, measure: Int)

  /// A performance takes more time than tokens can tell.
  case unreasonableLength(NoteDuration)

  /// An id lies outside the vocabulary.
  case unknownToken(Int32, position: Int)

  /// A token stands where it cannot.
  case unexpectedToken(String, position: Int, expected: String)

  /// The tokens stop before the piece is complete.
  case unexpectedEnd(expected: String)
}

extension EncodingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownSymbol(let symbol, let position):
      "symbol \(position + 1) is '\(symbol)'; expected one that the vocabulary holds"
    case .unreasonableDuration(let duration, let measure):
      "measure \(measure) holds a length of \(duration); expected terms up to 16777216"
    case .unreasonablePitch(let pitch, let measure):
      "measure \(measure) holds \(pitch.step.letter) in octave \(pitch.octave) altered by "
        + "\(pitch.alteration); expected a playable pitch"
    case .unreasonableNumber(let number, let measure):
      "measure \(measure) holds the number \(number); expected at most 999999999"
    case .unreasonableLength(let duration):
      "a note ends at \(duration.wholeNotes) whole notes; expected a shorter piece"
    case .unknownToken(let token, let position):
      "token \(position + 1) has the id \(token); expected one of the vocabulary"
    case .unexpectedToken(let token, let position, let expected):
      "token \(position + 1) is '\(token)'; expected \(expected)"
    case .unexpectedEnd(let expected):
      "the tokens stop; expected \(expected)"
    }
  }
}
