import NoteVocabulary

extension Grammar {
  /// The grammar of what is asked for, in the terms of an encoding.
  static func following(
    _ encoding: TuneEncoding, _ constraints: TuneConstraints
  ) throws(GenerationError) -> Grammar {
    var constraints = constraints
    if !encoding.options.normalizesKey, let tonic = constraints.soundingTonic {
      guard encoding.options.keepsTonic else {
        throw .invalidOption("the model knows no tonics; leave out the key")
      }
      constraints.tonic = tonic
    }
    do { return try Grammar(encoding.options, constraints) } catch { throw .constraint(error) }
  }
}
