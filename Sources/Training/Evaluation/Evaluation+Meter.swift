public import NoteVocabulary

extension Evaluation {
  /// Measures the tunes of each meter apart.
  ///
  /// - Parameters:
  ///   - losses: The loss of each token of each sequence after its first, in nats.
  ///   - vocabulary: Names a tune's meter by one of its first symbols, `M:6/8`.
  /// - Returns: The figures by meter, `6/8`; empty where no tune names one.
  public static func byMeter(
    _ sequences: [[Int32]], losses: [[Float]], vocabulary: Vocabulary
  ) -> [String: Evaluation] {
    var evaluations: [String: Evaluation] = [:]
    for (sequence, losses) in zip(sequences, losses) {
      let header = sequence.prefix(headerLength).compactMap(vocabulary.symbol)
      guard let field = header.first(where: { $0.hasPrefix("M:") }) else { continue }
      let new = Evaluation(losses: [losses])
      let old = evaluations[String(field.dropFirst(2))]
      evaluations[String(field.dropFirst(2))] = Evaluation(
        tunes: (old?.tunes ?? 0) + 1, tokens: (old?.tokens ?? 0) + new.tokens,
        lossSum: (old?.lossSum ?? 0) + new.lossSum)
    }
    return evaluations
  }

  /// How many symbols of a tune may name the meter.
  private static let headerLength = 8
}
