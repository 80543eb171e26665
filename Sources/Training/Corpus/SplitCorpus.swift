public import NoteVocabulary

/// Tunes to learn from, and tunes to measure with, with their titles.
public struct SplitCorpus: Sendable {
  /// What the tokens mean.
  public let vocabulary: Vocabulary
  public let training: [CorpusItem]
  public let validation: [CorpusItem]

  init(vocabulary: Vocabulary, training: [CorpusItem], validation: [CorpusItem]) {
    self.vocabulary = vocabulary
    self.training = training
    self.validation = validation
  }

  /// Takes the tunes to learn from and those to measure with from two corpora.
  ///
  /// A tune that both have is only measured with, so ``training`` may be shorter than the corpus.
  ///
  /// - Precondition: Both have the same vocabulary.
  public init(training: Corpus, validation: Corpus) {
    precondition(training.vocabulary == validation.vocabulary, "two vocabularies")
    let measured = Set(validation.items.map(\.tokens))
    self.init(
      vocabulary: training.vocabulary,
      training: training.items.filter { !measured.contains($0.tokens) },
      validation: validation.items)
  }
}

extension SplitCorpus {
  /// The tokens alone.
  public var tokens: TokenCorpus {
    TokenCorpus(
      vocabulary: vocabulary, training: training.map(\.tokens),
      validation: validation.map(\.tokens))
  }
}
