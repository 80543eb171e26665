/// The dropout masks of one step; `nil` where nothing is dropped.
struct StepMasks {
  let embedding: DropoutMask?

  /// One per recurrent layer, for its output; the last one stands before the head.
  let outputs: [DropoutMask?]

  /// One per pass, for the weights from its state to itself.
  let recurrent: [DropoutMask?]

  let isLocked: Bool

  /// Masks that drop nothing.
  init(_ configuration: NetworkConfiguration) {
    embedding = nil
    outputs = [DropoutMask?](repeating: nil, count: configuration.layers)
    recurrent = [DropoutMask?](repeating: nil, count: configuration.passes)
    isLocked = true
  }

  /// Where the sites of weights begin, above those of activations.
  private static let recurrentSites = 1 << 16

  init(
    _ options: DropoutOptions, _ configuration: NetworkConfiguration, seed: UInt64, step: Int
  ) {
    let layers = configuration.layers
    func mask(_ probability: Float, site: Int) -> DropoutMask? {
      guard probability > 0 else { return nil }
      return DropoutMask(probability: probability, seed: seed, step: step, site: site)
    }
    embedding = mask(options.embedding, site: 0)
    outputs = (1...layers).map {
      mask($0 == layers ? options.output : options.layers, site: $0)
    }
    recurrent = (0..<configuration.passes).map {
      mask(options.recurrent, site: Self.recurrentSites + $0)
    }
    isLocked = options.isLocked
  }
}
