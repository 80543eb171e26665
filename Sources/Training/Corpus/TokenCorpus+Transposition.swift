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
    switch vocabulary.kind {
    case .events, .frames:
      return TokenCorpus(
        vocabulary: vocabulary, training: training, validation: validation,
        shifts: training.map { possible(shifts, for: $0) })
    case .tune:
      guard let options = vocabulary.tuneOptions, !options.normalizesKey else { return nil }
      let keys = TuneKeys(TuneEncoding(options))
      var transpositions: [[[Int32]]] = []
      for tokens in training { transpositions.append(try keys.forms(of: tokens, shifts)) }
      return TokenCorpus(
        vocabulary: vocabulary, training: training, validation: validation,
        transpositions: transpositions)
    case .words, .characters:
      return nil
    }
  }

  /// The moves that leave all pitches in their range; none but 0 where there is no such move.
  private func possible(_ shifts: ClosedRange<Int>, for tokens: [Int32]) -> ClosedRange<Int> {
    let possible = shifts.filter { transposed(tokens, by: $0) != nil }
    guard let lowest = possible.first, let highest = possible.last else { return 0...0 }
    return lowest...highest
  }

  /// A sequence of music as played, moved by some semitones.
  func moved(_ tokens: [Int32], by semitones: Int) -> [Int32] {
    transposed(tokens, by: semitones) ?? tokens
  }

  private func transposed(_ tokens: [Int32], by semitones: Int) -> [Int32]? {
    vocabulary.kind == .frames
      ? FrameEncoding.transposed(tokens, by: semitones)
      : EventEncoding.transposed(tokens, by: semitones)
  }
}
