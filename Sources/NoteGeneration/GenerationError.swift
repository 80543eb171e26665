public import NoteVocabulary
public import RecurrentNetwork

/// Why nothing can be generated.
public enum GenerationError: Error, Equatable, Sendable {
  case invalidOption(String)

  /// No tune can be what is asked for.
  case constraint(ConstraintError)

  /// The opening holds what cannot stand there in the tune asked for.
  case impossibleOpening(symbol: String, measure: Int)

  /// The tune to vary ties notes where generated tunes cannot.
  case brokenOutline

  /// The model's tokens are not of the kind that is asked for.
  case wrongEncoding(found: EncodingKind, expected: String)

  /// The recipe belongs to another model.
  case foreignModel(fingerprint: String, recipe: String)

  case vocabulary(VocabularyError)
  case network(NetworkError)

  /// The model scored a token with an infinite number or none at all.
  case scoreNotFinite(tune: Int)
}

extension GenerationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .invalidOption(let reason): reason
    case .constraint(let error): "\(error)"
    case .impossibleOpening(let symbol, let measure):
      "the opening cannot go on with '\(symbol)' in measure \(measure); expected full measures, "
        + "a pick-up at the start only, and notes in the range asked for"
    case .brokenOutline:
      "the tune ties a note over a repeat; expected ties within sections, so mend it first"
    case .wrongEncoding(let found, let expected):
      "the model was trained on '\(found.rawValue)'; expected \(expected)"
    case .foreignModel(let fingerprint, let recipe):
      "the model's fingerprint is \(fingerprint); the recipe asks for \(recipe)"
    case .vocabulary(let error): "\(error)"
    case .network(let error): "\(error)"
    case .scoreNotFinite(let tune):
      "the model's scores for tune \(tune + 1) are not finite; train it again"
    }
  }
}
