import Glibc
import RecurrentNetwork
import SafeFiles

/// Everything that a run needs to go on as if it had never stopped.
struct Checkpoint {
  var configuration: TrainingConfiguration
  var corpus: CorpusSummary
  var state: TrainingState

  /// The weights now.
  var network: Network

  /// The optimizer's memory and the trainer's counters.
  var trainer: [String: Tensor]

  /// The weights with the lowest validation loss so far.
  var best: Network?

  /// Stands before the names of the best weights.
  private static let bestPrefix = "best."
}

extension Checkpoint {
  /// Writes the checkpoint whole or not at all.
  func write(to path: String) throws(FileError) {
    var tensors = network.tensors.merging(trainer) { _, trainer in trainer }
    for (name, tensor) in best?.tensors ?? [:] { tensors[Self.bestPrefix + name] = tensor }
    let metadata = [
      MetadataKey.format: ModelFile.checkpointFormat,
      MetadataKey.version: String(ModelFile.version),
      MetadataKey.configuration: JSON.text(of: network.configuration),
      MetadataKey.corpus: JSON.text(of: corpus),
      MetadataKey.training: JSON.text(of: configuration),
      MetadataKey.state: JSON.text(of: state),
    ]
    try Safetensors(tensors: tensors, metadata: metadata).write(to: path)
  }

  /// Reads a checkpoint and checks that its parts fit each other.
  init(reading path: String) throws(TrainingError) {
    guard access(path, F_OK) == 0 else {
      throw .cannotResume(
        path: path, reason: "there is no such checkpoint; the training is complete or never began")
    }
    do {
      try self.init(parsing: try InputFile.read(path))
    } catch let error as FileError {
      throw .file(error)
    } catch let error as Unusable {
      throw .cannotResume(path: path, reason: error.reason)
    } catch {
      throw .cannotResume(path: path, reason: "\(error)")
    }
  }

  private init(parsing bytes: [UInt8]) throws {
    let file = try Safetensors(parsing: bytes)
    let metadata = file.metadata
    guard metadata[MetadataKey.format] == ModelFile.checkpointFormat else {
      throw Unusable("it is not a checkpoint")
    }
    guard metadata[MetadataKey.version] == String(ModelFile.version) else {
      throw Unusable(
        "its format version is \(metadata[MetadataKey.version] ?? "none"); "
          + "expected \(ModelFile.version)")
    }
    let shape = try metadata.value(NetworkConfiguration.self, MetadataKey.configuration)
    var bestTensors: [String: Tensor] = [:]
    for (name, tensor) in file.tensors where name.hasPrefix(Self.bestPrefix) {
      bestTensors[String(name.dropFirst(Self.bestPrefix.count))] = tensor
    }
    configuration = try metadata.value(TrainingConfiguration.self, MetadataKey.training)
    corpus = try metadata.value(CorpusSummary.self, MetadataKey.corpus)
    state = try metadata.value(TrainingState.self, MetadataKey.state)
    network = try ModelFile.network(shape, file.tensors)
    trainer = file.tensors
    best = bestTensors.isEmpty ? nil : try ModelFile.network(shape, bestTensors)
  }
}
