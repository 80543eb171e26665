public import RecurrentNetwork
public import SafeFiles

/// Why a run could not start or go on.
public enum TrainingError: Error, Equatable, Sendable {
  /// An option is out of its range.
  case invalidOption(String)

  /// There is nothing to learn from.
  case emptyCorpus

  /// The loss left the finite numbers; the weights before that step are kept.
  case lossNotFinite(step: Int)

  /// A run cannot be resumed from this checkpoint.
  case cannotResume(path: String, reason: String)

  /// The network refused its configuration or a batch.
  case network(NetworkError)

  /// A file could not be written.
  case file(FileError)
}

extension TrainingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .invalidOption(let reason): reason
    case .emptyCorpus: "no tune to learn from"
    case .lossNotFinite(let step):
      "loss is not finite at step \(step); lower --learning-rate or --clip"
    case .cannotResume(let path, let reason): "\(path): cannot resume: \(reason)"
    case .network(let error): error.description
    case .file(let error): error.description
    }
  }
}

extension TrainingError {
  /// Names an error of the network for what it means here.
  init(_ error: NetworkError) {
    if case .lossNotFinite(let step) = error {
      self = .lossNotFinite(step: step)
    } else {
      self = .network(error)
    }
  }
}
