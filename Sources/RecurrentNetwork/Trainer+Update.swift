extension Trainer {
  /// Clips the gradient by value, and finds what clipping by norm multiplies it with.
  ///
  /// - Returns: The norm before any clipping, and the factor.
  func clipGradients() -> (norm: Double, scale: Float) {
    let norm = gradientNorm()
    guard norm.isFinite else { return (norm, 0) }
    var clipped = norm
    if let limit = options.clipValue {
      unsafe clip(
        gradientBuffer.floats, count: store.layout.count, to: limit, team: engine.team)
      if options.clipNorm != nil { clipped = gradientNorm() }
    }
    guard let limit = options.clipNorm, clipped > Double(limit) else { return (norm, 1) }
    return (norm, Float(Double(limit) / clipped))
  }

  private func gradientNorm() -> Double {
    unsafe GlobalNorm.norm(
      gradientBuffer.floats, count: store.layout.count,
      scratch: normScratch.bytes.assumingMemoryBound(to: Double.self), team: engine.team)
  }

  /// Changes the weights, the moments and the averaged weights; ``stepsTaken`` counts this step already.
  ///
  /// Packs the weights at the same time, where that can be done piece by piece.
  func update(_ pieces: [UpdatePiece], learningRate: Float, gradientScale: Float) {
    let (w, m, v) = unsafe (store.values.floats, firstMoment.floats, secondMoment.floats)
    let g = unsafe gradientBuffer.floats
    let adamW = AdamW(
      options.optimizer, learningRate: learningRate, step: stepsTaken,
      gradientScale: gradientScale)
    let rmsProp = RMSProp(
      options: options.optimizer, learningRate: learningRate, gradientScale: gradientScale)
    let descent = MomentumDescent(
      options: options.optimizer, learningRate: learningRate, gradientScale: gradientScale)
    let averaging = options.averageDecay.map { WeightAverage(decay: $0, step: stepsTaken) }
    engine.team.forEachShare(of: pieces.count, grain: 1) { share in
      for piece in pieces[share] {
        let (range, decays) = (piece.range, piece.decays)
        switch options.optimizer.method {
        case .adamW: unsafe adamW.update(w, m, v, g, range, decays: decays)
        case .rmsprop: unsafe rmsProp.update(w, v, g, range, decays: decays)
        case .sgd: unsafe descent.update(w, m, g, range, decays: decays)
        }
        if let averaging, let average { unsafe averaging.update(average.floats, w, range) }
        for copy in piece.copies { copy.product.packRows(piece.rows, copy.panels) }
      }
    }
    for copy in pieces.flatMap(\.copies) { _ = plans.freshCopies.insert(copy.product.packed) }
  }

  /// Calls `body` while the averaged weights stand in the place of the trained ones.
  ///
  /// Everything that `body` asks the trainer for, ``evaluate(_:)-swift.method`` and ``network``
  /// among it, is then that of the averaged weights, by the same path. `body` must not train.
  /// Without ``TrainerOptions/averageDecay`` the trained weights stay.
  public func withAveragedWeights<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard let average else { return try body() }
    exchange(average)
    defer { exchange(average) }
    return try body()
  }

  private func exchange(_ average: Buffer) {
    engine.team.forEachShare(of: store.layout.count, grain: 4096) { share in
      for index in share {
        unsafe swap(&store.values.floats[index], &average.floats[index])
      }
    }
    weightsChanged()
  }
}
