extension NetworkPlan {
  /// Computes the losses from the products of the head, and turns those into gradients.
  ///
  /// - Parameter targetCount: Divides the gradient, for the mean loss.
  /// - Returns: The sum of the losses in nats.
  func lossAndLogitGradients(targetCount: Int) -> Double {
    computeLosses(gradientScale: 1 / Float(max(targetCount, 1)))
  }

  /// Computes the losses only.
  ///
  /// - Returns: Their sum in nats.
  func loss() -> Double {
    computeLosses(gradientScale: nil)
  }

  private func computeLosses(gradientScale: Float?) -> Double {
    if configuration.head.readsVectors {
      let loss = VectorLoss(head: configuration.head, width: configuration.vocabularySize)
      let places = unsafe VectorLoss.Places(
        outputs: logits.floats, bias: headBias, targets: vectorTargets.floats,
        scored: targets.pointer, losses: losses.floats, scratch: biasSums.floats)
      unsafe loss.run(places, rows: rows, gradientScale: gradientScale, team: engine.team)
      return lossSum
    }
    let softmax = SoftmaxCrossEntropy(vocabularySize: configuration.vocabularySize)
    if let gradientScale {
      unsafe softmax.lossesAndGradients(
        logits: logits.floats, bias: headBias, targets: targets.pointer, losses: losses.floats,
        gradientScale: gradientScale, scratch: biasSums.floats, rows: rows, team: engine.team)
    } else {
      unsafe softmax.losses(
        logits: logits.floats, bias: headBias, targets: targets.pointer, losses: losses.floats,
        rows: rows, team: engine.team)
    }
    return lossSum
  }

  /// Fills the store's gradients from the gradient by the logits.
  func backward(
    _ masks: StepMasks, profile: inout StepProfile
  ) throws(NetworkError) {
    guard let gradients = store.gradients else { return }
    clear(gradients)
    profile.end(.clearing)
    try headBackward(gradients)
    profile.end(.head)
    for index in layers.indices.reversed() {
      passBack(index, masks)
      profile.end(.dropout)
      try layers[index].backward()
      profile.end(.recurrentBackward)
    }
    for (pass, mask) in masks.recurrent.enumerated() {
      let weights = store.layout[.recurrentWeights(pass: pass)]
      let gradient = unsafe gradients.floats + weights.lowerBound
      unsafe mask?.apply(
        gradient, to: gradient, count: weights.count, period: weights.count, team: engine.team)
    }
    profile.end(.dropout)
    if readsTokens || configuration.head.readsVectors { return }
    let width = configuration.embeddingSize
    if let mask = masks.embedding {
      let gradient = unsafe activationGradients[0].floats
      unsafe apply(mask, gradient, to: gradient, width: width, masks)
    }
    unsafe EmbeddingLookup.scatter(
      activationGradients[0].floats, inputs,
      to: gradients.floats + store.layout[.embedding].lowerBound, count: rows, width: width,
      team: engine.team)
    profile.end(.embedding)
  }

  /// Completes the gradient by a layer's output: the mask, and the head's part of a sum of layers.
  private func passBack(_ index: Int, _ masks: StepMasks) {
    let gradient = unsafe activationGradients[index + 1].floats
    if let mask = masks.outputs[index] {
      unsafe apply(mask, gradient, to: gradient, width: configuration.outputSize, masks)
    }
    guard let headGradient else { return }
    let count = rows * configuration.outputSize
    if index + 1 == layers.count {
      unsafe convert(gradient, to: headGradient.floats, count: count, team: engine.team)
    } else {
      unsafe add(headGradient.floats, to: gradient, count, engine.team)
    }
  }

  private func headBackward(_ gradients: Buffer) throws(NetworkError) {
    let (width, tokens) = (configuration.outputSize, configuration.vocabularySize)
    let role = configuration.tiesEmbedding ? ParameterLayout.Role.embedding : .headWeights
    let dLogits = unsafe Matrix(logits.floats, rows: rows, columns: tokens)
    try unsafe multiply(
      dLogits, Matrix(headWeights, rows: tokens, columns: width),
      into: activationGradients[layers.count].floats)
    try unsafe multiply(
      dLogits.transposed, Matrix(headInput.floats, rows: rows, columns: width),
      into: gradients.floats + store.layout[role].lowerBound)
    let bias = unsafe gradients.floats + store.layout[.headBias].lowerBound
    let chunks = (rows + SoftmaxCrossEntropy.chunk - 1) / SoftmaxCrossEntropy.chunk
    for chunk in 0..<chunks {
      let sums = unsafe biasSums.floats + chunk * tokens
      for token in 0..<tokens { unsafe bias[token] += sums[token] }
    }
  }

  /// Clears the gradients that are added to; products write theirs.
  private func clear(_ gradients: Buffer) {
    for slot in store.layout.slots where !isComposed || slot.role.isAddedTo {
      engine.team.forEachShare(of: slot.range.count, grain: 4096) { share in
        unsafe (gradients.floats + slot.range.lowerBound + share.lowerBound).update(
          repeating: 0, count: share.count)
      }
    }
  }

  private var lossSum: Double {
    var sum = 0.0
    for row in 0..<rows { unsafe sum += Double(losses.floats[row]) }
    return sum
  }
}

extension ParameterLayout.Role {
  /// Whether the gradient is a sum over several products or rows even where layers are composed.
  fileprivate var isAddedTo: Bool {
    self == .embedding || self == .headBias
  }
}
