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
    if !readsTokens { embed(masks) }
    profile.end(.embedding)
    for (index, layer) in layers.enumerated() {
      try layer.forward()
      profile.end(.recurrentForward)
      passOn(index, masks)
      profile.end(.dropout)
    }
    let (width, tokens) = (configuration.hiddenSize, configuration.vocabularySize)
    try unsafe multiply(
      Matrix(headInput.floats, rows: rows, columns: width),
      Matrix(headWeights, rows: tokens, columns: width).transposed, into: logits.floats)
    profile.end(.head)
  }

  private func embed(_ masks: StepMasks) {
    switch element {
    case .float32: unsafe embed(vectors.floats, masks)
    case .bfloat16: unsafe embed(vectors.bfloats, masks)
    }
  }

  private func embed<Element: Activation>(
    _ vectors: UnsafeMutablePointer<Element>, _ masks: StepMasks
  ) {
    let width = configuration.embeddingSize
    unsafe EmbeddingLookup.gather(
      store.values.floats + store.layout[.embedding].lowerBound, inputs.pointer, to: vectors,
      count: rows, width: width, team: engine.team)
    if let mask = masks.embedding {
      unsafe apply(mask, vectors, to: vectors, width: width, masks)
    }
  }

  /// Brings a layer's output to the layer above or the head, where they read another memory.
  private func passOn(_ index: Int, _ masks: StepMasks) {
    let isTop = index + 1 == layers.count
    let (source, target) = (layers[index].output, isTop ? headInput : layerInputs[index + 1])
    guard target !== source else { return }
    let mask = masks.outputs[index]
    switch (element, isTop) {
    case (.float32, _): unsafe apply(mask, source.floats, to: target.floats, masks)
    case (.bfloat16, true): unsafe apply(mask, source.bfloats, to: target.floats, masks)
    case (.bfloat16, false): unsafe apply(mask, source.bfloats, to: target.bfloats, masks)
    }
  }

  private func apply<Source: Activation, Target: Activation>(
    _ mask: DropoutMask?, _ source: UnsafePointer<Source>,
    to target: UnsafeMutablePointer<Target>, _ masks: StepMasks
  ) {
    let width = configuration.hiddenSize
    if let mask {
      unsafe apply(mask, source, to: target, width: width, masks)
    } else {
      unsafe convert(source, to: target, count: rows * width, team: engine.team)
    }
  }

  /// Multiplies activations `(T, B, width)` by a mask.
  func apply<Source: Activation, Target: Activation>(
    _ mask: DropoutMask, _ source: UnsafePointer<Source>,
    to target: UnsafeMutablePointer<Target>, width: Int, _ masks: StepMasks
  ) {
    let count = rows * width
    unsafe mask.apply(
      source, to: target, count: count, period: masks.isLocked ? batchSize * width : count,
      team: engine.team)
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
