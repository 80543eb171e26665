import NoteVocabulary
import RecurrentNetwork

@testable import Training

/// Small things to train in a moment.
enum Tiny {
  static let vocabulary = TextEncoding(.words, vocabularyOf: ["a b c d e f g"]).vocabulary

  /// Sequences in which each token mostly follows from the one before.
  static func sequences(_ count: Int, seed: UInt64) -> [[Int32]] {
    var generator = CounterGenerator(seed: seed)
    return (0..<count).map { _ in
      var token = Int32.random(in: 2..<9, using: &generator)
      let length = Int.random(in: 5..<30, using: &generator)
      let middle = (0..<length).map { _ in
        token = 2 + (token - 2 + (generator.uniform() < 0.8 ? 1 : 3)) % 7
        return token
      }
      return [0] + middle + [1]
    }
  }

  static func corpus(training: Int = 40, validation: Int = 8) -> TokenCorpus {
    TokenCorpus(
      vocabulary: vocabulary, training: sequences(training, seed: 1),
      validation: sequences(validation, seed: 2))
  }

  static var configuration: TrainingConfiguration {
    var configuration = TrainingConfiguration()
    configuration.hiddenSize = 16
    configuration.embeddingSize = 8
    configuration.batchSize = 4
    configuration.length = .epochs(3)
    configuration.threads = 1
    configuration.seed = 5
    return configuration
  }

  static func model() throws -> ModelFile {
    let network = try Network(
      configuration.networkConfiguration(vocabulary), seed: 3)
    return ModelFile(
      network: network, vocabulary: vocabulary,
      corpus: CorpusSummary(fingerprint: "00ff", tunes: 12, tokens: 345),
      training: TrainingSummary(
        configuration: configuration, epochs: 3, steps: 30, trainingLoss: 1.5,
        validationLoss: 1.25, validationTokens: 99))
  }
}
