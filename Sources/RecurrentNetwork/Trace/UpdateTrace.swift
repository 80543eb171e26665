/// How large the weights of each tensor are, and how far a training step moves them.
public struct UpdateTrace: Hashable, Codable, Sendable {
  /// The tensor's name, as PyTorch has it.
  public let name: String

  /// Euclidean norms of the weights and of their gradient.
  public let weightNorm, gradientNorm: Double

  /// Norm of the step's update over that of the weights; about 0.001 is healthy.
  public let ratio: Double
}

extension UpdateTrace {
  /// Takes a few training steps, and measures the last.
  ///
  /// The first steps of an optimizer that has seen nothing say little.
  ///
  /// - Parameters:
  ///   - steps: Steps to take, 1 or more.
  ///   - learn: Takes one step.
  public static func measure(
    _ network: Network, options: TrainerOptions, steps: Int = 10,
    learn: (Trainer) throws(NetworkError) -> Void
  ) throws(NetworkError) -> [UpdateTrace] {
    precondition(steps > 0, "\(steps) steps")
    let trainer = try Trainer(network, options: options)
    for _ in 1..<steps { try learn(trainer) }
    let before = trainer.network
    try learn(trainer)
    let (after, count) = (trainer.network, trainer.store.layout.count)
    func norms(_ parameters: [Float]) -> [String: Double] {
      Network(configuration: network.configuration, parameters: parameters).tensors
        .mapValues(\.norm)
    }
    let weights = norms(before.parameters)
    let gradients = norms(trainer.gradientBuffer.floats(0..<count))
    let changes = norms(zip(after.parameters, before.parameters).map(-))
    return weights.keys.sorted().compactMap { name in
      let norm = weights[name, default: 0]
      guard norm > 0 else { return nil }
      return UpdateTrace(
        name: name, weightNorm: norm, gradientNorm: gradients[name, default: 0],
        ratio: changes[name, default: 0] / norm)
    }
  }
}

extension Tensor {
  /// The Euclidean norm of all numbers.
  fileprivate var norm: Double {
    (floats ?? []).reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
  }
}
