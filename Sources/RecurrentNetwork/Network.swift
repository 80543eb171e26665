/// The weights of a network, by value.
///
/// Embedding, stacked recurrent layers and a softmax head. Copies share memory until one changes,
/// so keeping the best weights so far is cheap.
public struct Network: Hashable, Sendable {
  /// The shape.
  public let configuration: NetworkConfiguration

  /// All parameters in the engine's layout.
  let parameters: [Float]

  init(configuration: NetworkConfiguration, parameters: [Float]) {
    self.configuration = configuration
    self.parameters = parameters
  }
}

extension Network {
  /// Creates a network with random weights.
  ///
  /// Token vectors are normal with deviation 1/√E, biases 0; the rest is for `initialization` to
  /// say. With the default one the loss of the new network is close to ln V.
  ///
  /// - Throws: `NetworkError.invalidConfiguration`.
  public init(
    _ configuration: NetworkConfiguration, seed: UInt64,
    initialization: InitializationOptions = InitializationOptions()
  ) throws(NetworkError) {
    try configuration.validate()
    try initialization.validate()
    let layout = ParameterLayout(configuration)
    var parameters = [Float](repeating: 0, count: layout.count)
    for (index, slot) in layout.slots.enumerated() {
      var generator = CounterGenerator(seed: seed, stream: 0).split(UInt64(index))
      let values = configuration.initialValues(
        slot.role, initialization, using: &generator)
      parameters.replaceSubrange(slot.range, with: values)
    }
    self.init(configuration: configuration, parameters: parameters)
  }
}
