public import NoteVocabulary
public import RecurrentNetwork
public import SafeFiles

/// A trained model: the network, what its tokens mean, and where it comes from.
///
/// On disk it is one safetensors file with PyTorch's names for the tensors; everything else stands
/// in the metadata as JSON. It holds no times of day and no durations, so that equal training gives
/// equal bytes.
public struct ModelFile: Sendable {
  /// The version of the metadata that this program writes, and the only one that it reads.
  public static let version = 1

  public let network: Network
  public let vocabulary: Vocabulary

  /// What the model learned from.
  public let corpus: CorpusSummary

  /// How it was trained and how well it predicts.
  public let training: TrainingSummary

  /// The fingerprint of the file that was read; `nil` for a model of this program.
  var storedFingerprint: String?

  /// Creates a model.
  ///
  /// - Precondition: The network scores the symbols of `vocabulary`, or the keys of its frames.
  public init(
    network: Network, vocabulary: Vocabulary, corpus: CorpusSummary, training: TrainingSummary
  ) {
    let size = network.configuration.vocabularySize
    precondition(
      size == Self.expectedScores(network.configuration, vocabulary),
      "\(size) scores for \(vocabulary.count) symbols")
    self.network = network
    self.vocabulary = vocabulary
    self.corpus = corpus
    self.training = training
  }
}

/// The tunes that a model learned from.
public struct CorpusSummary: Hashable, Codable, Sendable {
  /// The SHA-256 hash of all tokens, in hexadecimal.
  public var fingerprint: String

  /// Tunes learned from.
  public var tunes: Int

  /// Tokens learned from, the start tokens left out.
  public var tokens: Int

  public init(fingerprint: String, tunes: Int, tokens: Int) {
    self.fingerprint = fingerprint
    self.tunes = tunes
    self.tokens = tokens
  }
}

/// How a model was trained and how well it predicts.
public struct TrainingSummary: Hashable, Codable, Sendable {
  public var configuration: TrainingConfiguration

  /// Epochs finished when the weights were kept.
  public var epochs: Int

  /// Steps taken when the weights were kept.
  public var steps: Int

  /// The mean loss of that epoch while learning, in nats per token.
  public var trainingLoss: Double?

  /// The loss on the held-out tunes in nats per token; `nil` where there were none.
  public var validationLoss: Double?

  /// Tokens of the held-out tunes.
  public var validationTokens: Int

  public init(
    configuration: TrainingConfiguration, epochs: Int, steps: Int, trainingLoss: Double?,
    validationLoss: Double?, validationTokens: Int
  ) {
    self.configuration = configuration
    self.epochs = epochs
    self.steps = steps
    self.trainingLoss = trainingLoss
    self.validationLoss = validationLoss
    self.validationTokens = validationTokens
  }
}

extension ModelFile {
  /// Whether the network predicts tokens, so that it can make something up.
  public var predictsTokens: Bool { network.configuration.head == .softmax }
}

// MARK: - Writing

extension ModelFile {
  /// The content of the file.
  public var bytes: [UInt8] {
    let metadata = [
      MetadataKey.format: Self.format, MetadataKey.version: String(Self.version),
      MetadataKey.configuration: JSON.text(of: network.configuration),
      MetadataKey.vocabulary: JSON.text(of: vocabulary),
      MetadataKey.corpus: JSON.text(of: corpus), MetadataKey.training: JSON.text(of: training),
    ]
    return Safetensors(tensors: network.tensors, metadata: metadata).bytes()
  }

  /// Names the model: the first 16 digits of the SHA-256 hash of its file.
  public var fingerprint: String { storedFingerprint ?? Self.fingerprint(of: bytes) }

  /// Writes the file whole or not at all.
  public func write(to path: String) throws(FileError) {
    try AtomicFile.write(bytes, to: path)
  }

  /// How many scores a network gives for a vocabulary.
  static func expectedScores(
    _ configuration: NetworkConfiguration, _ vocabulary: Vocabulary
  ) -> Int {
    configuration.head == .bernoulli && vocabulary.kind == .frames
      ? KeyBatcher.keys : vocabulary.count
  }

  static func fingerprint(of bytes: [UInt8]) -> String {
    String(SHA256.hexadecimal(of: bytes).prefix(16))
  }

  /// What a model file says that it is.
  static let format = "lilt-model"

  /// What a checkpoint says that it is.
  static let checkpointFormat = "lilt-checkpoint"
}

/// The names of what stands in a file's metadata.
enum MetadataKey {
  static let format = "format"
  static let version = "version"
  static let configuration = "configuration"
  static let vocabulary = "vocabulary"
  static let corpus = "corpus"
  static let training = "training"
  static let state = "state"
}
