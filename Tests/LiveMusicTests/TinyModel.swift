import NoteVocabulary
import RecurrentNetwork

/// A network with random weights, which makes up legal tunes that nobody would sing.
enum TinyModel {
  static let vocabulary = TuneEncoding().vocabulary

  static func network() throws -> Network {
    let configuration = NetworkConfiguration(
      vocabularySize: vocabulary.count, embeddingSize: 8, hiddenSize: 16, layers: 1)
    return try Network(configuration, seed: 3)
  }
}
