/// What can go wrong with a network's data or on this machine.
public enum NetworkError: Error, Equatable, Sendable {
  /// A size of the configuration is out of range or does not fit another.
  case invalidConfiguration(String)

  /// A batch's arrays do not fit its sizes, or a token lies outside the vocabulary.
  case invalidBatch(String)

  /// A set of tensors lacks one that the network needs.
  case missingTensor(String)

  /// A tensor has another shape or element type than the network needs.
  case tensorMismatch(name: String, expected: String, found: String)

  /// The loss or the gradient is infinite or not a number; weights and optimizer are untouched.
  case lossNotFinite(step: Int)

  /// oneDNN refused an operation.
  case engine(operation: String, status: Int)

  /// The processor lacks what a setting needs.
  case unsupported(String)
}

extension NetworkError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .invalidConfiguration(let reason): "network: \(reason)"
    case .invalidBatch(let reason): "batch: \(reason)"
    case .missingTensor(let name): "tensor '\(name)' is missing"
    case .tensorMismatch(let name, let expected, let found):
      "tensor '\(name)' is \(found); expected \(expected)"
    case .lossNotFinite(let step):
      "loss is not finite at step \(step); lower --learning-rate or --clip"
    case .engine(let operation, let status): "oneDNN could not \(operation) (status \(status))"
    case .unsupported(let what): what
    }
  }
}
