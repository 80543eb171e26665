public import NoteVocabulary

extension TokenCorpus {
  /// The corpus with each tune to learn from in several keys, one of which is drawn in each epoch.
  ///
  /// A key that would leave the piano, or the range of MIDI, is left out.
  ///
  /// - Parameter shifts: The moves in semitones.
  /// - Throws: `EncodingError` where tunes cannot be moved; `nil` is returned for texts, and for
  ///   tunes that are all moved to one tonic already.
  public func transposed(by shifts: ClosedRange<Int>) throws(EncodingError) -> TokenCorpus? {
    var transpositions: [[[Int32]]] = []
    switch vocabulary.kind {
    case .events:
      transpositions = training.map { tokens in
        shifts.compactMap { EventEncoding.transposed(tokens, by: $0) }
      }
    case .frames:
      transpositions = training.map { tokens in
        shifts.compactMap { FrameEncoding.transposed(tokens, by: $0) }
      }
    case .tune:
      guard let options = vocabulary.tuneOptions, !options.normalizesKey else { return nil }
      let keys = TuneKeys(TuneEncoding(options))
      for tokens in training { transpositions.append(try keys.forms(of: tokens, shifts)) }
    case .words, .characters:
      return nil
    }
    return TokenCorpus(
      vocabulary: vocabulary, training: training, validation: validation,
      transpositions: zip(training, transpositions).map { $1.isEmpty ? [$0] : $1 })
  }
}
