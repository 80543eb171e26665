/// How the weights of a new network are drawn.
public struct InitializationOptions: Hashable, Codable, Sendable {
  /// How a weight matrix is drawn, gate by gate.
  public enum Matrix: String, Hashable, Codable, Sendable, CaseIterable {
    /// Random and orthogonal; for recurrent weights only.
    ///
    /// Source: Saxe, McClelland & Ganguli 2014.
    case orthogonal

    /// The identity; for recurrent weights only.
    ///
    /// Source: Le, Jaitly & Hinton 2015.
    case identity

    /// Uniform within ±√(6 / (inputs + outputs)).
    ///
    /// Source: Glorot & Bengio 2010.
    case glorot

    /// Uniform within ±1/√H, as PyTorch does.
    case uniform
  }

  /// Deviation of the token vectors; `nil` for 1/√E.
  ///
  /// Small vectors suit a tied head; vectors of 1 let a network begin to learn at once, where small
  /// ones cost hundreds of steps.
  public var embeddingDeviation: Float?

  /// Recurrent weights; `nil` for the identity in ``Cell/relu`` and orthogonal ones elsewhere.
  public var recurrent: Matrix?

  /// Weights from a layer's input: ``Matrix/glorot`` or ``Matrix/uniform``.
  public var input = Matrix.glorot

  /// Factor of the weights from a layer's input.
  ///
  /// 3 helps where few of many inputs are on, as in frames of keys.
  public var inputScale: Float = 1

  /// Bias of the forget gate of an LSTM.
  ///
  /// Source: Jozefowicz, Zaremba & Sutskever 2015.
  public var forgetBias: Float = 1

  /// Factor of the head's weights; 0 makes every output of the new network its bias.
  public var headScale: Float = 1

  /// Biases of the head; -3 suits frames in which few of the keys are on.
  public var headBias: Float = 0

  /// Creates the default options.
  public init() {}
}

extension InitializationOptions {
  /// Checks the values.
  ///
  /// - Throws: `NetworkError.invalidConfiguration` that names the first one out of range.
  func validate() throws(NetworkError) {
    guard input == .glorot || input == .uniform else {
      throw .invalidConfiguration(
        "input initialization is \(input.rawValue); expected glorot or uniform")
    }
    let numbers = [
      ("embedding deviation", embeddingDeviation ?? 0), ("input scale", inputScale),
      ("forget bias", forgetBias), ("head scale", headScale),
      ("head bias", headBias),
    ]
    for (name, number) in numbers where !(abs(number) <= 1000) {
      throw .invalidConfiguration("\(name) is \(number); expected -1000...1000")
    }
  }
}
