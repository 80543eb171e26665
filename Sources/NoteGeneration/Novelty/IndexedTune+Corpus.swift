public import Judgement
import NoteVocabulary
public import Training

extension IndexedTune {
  /// The tunes that tokens of a corpus spell.
  ///
  /// - Throws: `VocabularyError` where the tokens are not those of tunes.
  public static func tunes(
    _ items: [CorpusItem], in corpus: SplitCorpus
  ) throws -> [IndexedTune] {
    let encoding = try TuneEncoding(corpus.vocabulary)
    return try items.map { item in
      IndexedTune(title: item.title, tune: try encoding.decode(item.tokens))
    }
  }
}
