import NoteVocabulary
import RecurrentNetwork
import SafeFiles

extension ModelFile {
  /// Reads a model and checks that its parts fit each other and this program.
  public init(reading path: String) throws(ModelFileError) {
    let bytes: [UInt8]
    do { bytes = try InputFile.read(path) } catch { throw .unreadable(error) }
    try self.init(parsing: bytes, path: path)
  }

  /// Creates a model from the content of a file.
  ///
  /// - Parameter path: Names the file in errors.
  public init(parsing bytes: [UInt8], path: String) throws(ModelFileError) {
    do {
      try self.init(unnamed: bytes)
    } catch {
      throw .unusable(path: path, reason: error.reason)
    }
    storedFingerprint = Self.fingerprint(of: bytes)
  }

  private init(unnamed bytes: [UInt8]) throws(Unusable) {
    let file: Safetensors
    do { file = try Safetensors(parsing: bytes) } catch { throw Unusable("\(error)") }
    try Self.checkFormat(file.metadata)
    let configuration = try file.metadata.value(
      NetworkConfiguration.self, MetadataKey.configuration)
    let vocabulary = try Self.vocabulary(file.metadata)
    let scores = Self.expectedScores(configuration, vocabulary)
    guard scores == configuration.vocabularySize else {
      throw Unusable(
        "the vocabulary has \(scores) symbols; "
          + "the network expects \(configuration.vocabularySize)")
    }
    self.init(
      network: try Self.network(configuration, file.tensors), vocabulary: vocabulary,
      corpus: try file.metadata.value(CorpusSummary.self, MetadataKey.corpus),
      training: try file.metadata.value(TrainingSummary.self, MetadataKey.training))
  }

  private static func checkFormat(_ metadata: [String: String]) throws(Unusable) {
    let found = metadata[MetadataKey.format]
    guard found != checkpointFormat else {
      throw Unusable("it is a checkpoint of an unfinished training; expected the model beside it")
    }
    guard found == format else { throw Unusable("it was not written by lilt train") }
    guard let version = metadata[MetadataKey.version], version == String(Self.version) else {
      let found = metadata[MetadataKey.version] ?? "none"
      throw Unusable("its format version is \(found); expected \(Self.version)")
    }
  }

  /// The vocabulary, checked against the encodings of this program.
  static func vocabulary(_ metadata: [String: String]) throws(Unusable) -> Vocabulary {
    let vocabulary = try metadata.value(Vocabulary.self, MetadataKey.vocabulary)
    do {
      _ = try PieceEncoding(vocabulary)
    } catch {
      throw Unusable("\(error)")
    }
    return vocabulary
  }

  /// The network of the tensors, all of whose numbers are finite.
  static func network(
    _ configuration: NetworkConfiguration, _ tensors: [String: Tensor]
  ) throws(Unusable) -> Network {
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      guard tensor.floats?.allSatisfy(\.isFinite) ?? true else {
        throw Unusable("tensor '\(name)' holds a number that is not finite")
      }
    }
    do {
      return try Network(configuration, tensors: tensors)
    } catch {
      throw Unusable("\(error)")
    }
  }
}

/// Why the content of a file is of no use, before the file's name is known.
struct Unusable: Error {
  let reason: String

  init(_ reason: String) {
    self.reason = reason
  }
}

extension [String: String] {
  /// The value whose JSON stands under a key.
  func value<Stored: Decodable>(_ type: Stored.Type, _ key: String) throws(Unusable) -> Stored {
    guard let text = self[key] else { throw Unusable("its metadata lacks '\(key)'") }
    guard let value = JSON.value(type, from: text) else {
      throw Unusable("its metadata '\(key)' cannot be understood")
    }
    return value
  }
}
