extension NetworkPlan {
  /// Brings the weights into the processor's layout; once after each update.
  ///
  /// - Parameter copies: Those that need not be made again; receives those made.
  func packWeights(backward: Bool, _ copies: inout FreshCopies) throws(NetworkError) {
    for layer in layers {
      try layer.packWeights(&copies)
      if backward { try layer.packBackwardWeights(&copies) }
    }
  }

  /// Brings the recurrent weights with some of them dropped to where the layers read them.
  func dropWeights(_ masks: StepMasks) {
    guard store.droppedWeights != nil else { return }
    for (pass, mask) in masks.recurrent.enumerated() {
      let weights = store.layout[.recurrentWeights(pass: pass)]
      unsafe mask?.apply(
        store.values.floats + weights.lowerBound,
        to: store.recurrentWeights(pass: pass).floats, count: weights.count,
        period: weights.count, team: engine.team)
    }
  }

  /// Notes where each row ends: behind its last target, or at the batch's end if it has none.
  func findRowLengths() {
    guard configuration.direction != .forward else { return }
    for row in 0..<batchSize {
      let last = (0..<timeSteps).last { unsafe targets.pointer[$0 * batchSize + row] >= 0 }
      unsafe rowLengths.pointer[row] = Int32(last.map { $0 + 1 } ?? timeSteps)
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
      if configuration.sumsLayers { addToHeadInput(index, masks) }
      profile.end(.dropout)
    }
    let (width, tokens) = (configuration.outputSize, configuration.vocabularySize)
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
    if !configuration.head.readsVectors {
      unsafe EmbeddingLookup.gather(
        store.values.floats + store.layout[.embedding].lowerBound, inputs, to: vectors,
        count: rows, width: width, team: engine.team)
    }
    if let mask = masks.embedding {
      unsafe apply(mask, vectors, to: vectors, width: width, masks)
    }
  }

  /// Brings a layer's output to the layer above or the head, where they read another memory.
  private func passOn(_ index: Int, _ masks: StepMasks) {
    let isTop = index + 1 == layers.count
    if isTop && configuration.sumsLayers { return }
    let (source, target) = (layers[index].output, isTop ? headInput : layerInputs[index + 1])
    guard target !== source else { return }
    let mask = masks.outputs[index]
    switch (element, isTop) {
    case (.float32, _): unsafe apply(mask, source.floats, to: target.floats, masks)
    case (.bfloat16, true): unsafe apply(mask, source.bfloats, to: target.floats, masks)
    case (.bfloat16, false): unsafe apply(mask, source.bfloats, to: target.bfloats, masks)
    }
  }

  /// Adds a layer's output to what the head reads; after the last one, drops some of the sum.
  private func addToHeadInput(_ index: Int, _ masks: StepMasks) {
    let sum = unsafe headInput.floats
    let count = rows * configuration.outputSize
    switch element {
    case .float32:
      unsafe add(layers[index].output.floats, to: sum, count, isFirst: index == 0, engine.team)
    case .bfloat16:
      unsafe add(layers[index].output.bfloats, to: sum, count, isFirst: index == 0, engine.team)
    }
    if index + 1 == layers.count, let mask = masks.outputs[index] {
      unsafe apply(mask, sum, to: sum, width: configuration.outputSize, masks)
    }
  }

  private func apply<Source: Activation, Target: Activation>(
    _ mask: DropoutMask?, _ source: UnsafePointer<Source>,
    to target: UnsafeMutablePointer<Target>, _ masks: StepMasks
  ) {
    let width = configuration.outputSize
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

  /// Weights of the head, a row for each of V, the token vectors when tied.
  var headWeights: UnsafeMutablePointer<Float> {
    let role = configuration.tiesEmbedding ? ParameterLayout.Role.embedding : .headWeights
    return unsafe store.values.floats + store.layout[role].lowerBound
  }

  /// Biases of the head, `(V)`.
  var headBias: UnsafeMutablePointer<Float> {
    unsafe store.values.floats + store.layout[.headBias].lowerBound
  }
}
