/// The dropout masks of one step; `nil` where nothing is dropped.
struct StepMasks {
  let embedding: DropoutMask?

  /// One per recurrent layer, for its output; the last one stands before the head.
  let outputs: [DropoutMask?]

  let isLocked: Bool

  /// Masks that drop nothing.
  init(layers: Int) {
    embedding = nil
    outputs = [DropoutMask?](repeating: nil, count: layers)
    isLocked = true
  }

  init(_ options: DropoutOptions, layers: Int, seed: UInt64, step: Int) {
    func mask(_ probability: Float, site: Int) -> DropoutMask? {
      guard probability > 0 else { return nil }
      return DropoutMask(probability: probability, seed: seed, step: step, site: site)
    }
    embedding = mask(options.embedding, site: 0)
    outputs = (1...layers).map {
      mask($0 == layers ? options.output : options.layers, site: $0)
    }
    isLocked = options.isLocked
  }
}

extension NetworkPlan {
  /// Brings the weights into the processor's layout; once after each update.
  func packWeights(backward: Bool) throws(NetworkError) {
    for layer in layers {
      try layer.packWeights()
      if backward { try layer.packBackwardWeights() }
    }
  }

  /// Computes the products of the head, without its bias, from inputs and first states.
  func forward(
    _ masks: StepMasks, profile: inout StepProfile
  ) throws(NetworkError) {
    embed(masks)
    profile.end(.embedding)
    for (index, layer) in layers.enumerated() {
      try layer.forward()
      profile.end(.recurrentForward)
      let target = index + 1 < layers.count ? layerInputs[index + 1] : headInput
      if let mask = masks.outputs[index] {
        apply(mask, layer.output, to: target, width: configuration.hiddenSize, masks)
        profile.end(.dropout)
      }
    }
    let (width, tokens) = (configuration.hiddenSize, configuration.vocabularySize)
    try unsafe multiply(
      Matrix(headInput.floats, rows: rows, columns: width),
      Matrix(headWeights, rows: tokens, columns: width).transposed, into: logits.floats)
    profile.end(.head)
  }

  private func embed(_ masks: StepMasks) {
    let width = configuration.embeddingSize
    unsafe EmbeddingLookup.gather(
      store.values.floats + store.layout[.embedding].lowerBound, inputs.pointer,
      to: vectors.floats, count: rows, width: width, team: engine.team)
    if let mask = masks.embedding { apply(mask, vectors, to: vectors, width: width, masks) }
  }

  /// Multiplies activations `(T, B, width)` by a mask.
  func apply(
    _ mask: DropoutMask, _ source: Buffer, to target: Buffer, width: Int, _ masks: StepMasks
  ) {
    let count = rows * width
    unsafe mask.apply(
      source.floats, to: target.floats, count: count,
      period: masks.isLocked ? batchSize * width : count, team: engine.team)
  }

  /// Weights of the head, `(V, H)`, the token vectors when tied.
  var headWeights: UnsafeMutablePointer<Float> {
    let role = configuration.tiesEmbedding ? ParameterLayout.Role.embedding : .headWeights
    return unsafe store.values.floats + store.layout[role].lowerBound
  }

  /// Biases of the head, `(V)`.
  var headBias: UnsafeMutablePointer<Float> {
    unsafe store.values.floats + store.layout[.headBias].lowerBound
  }
}
