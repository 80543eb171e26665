/// One step of gradient descent with momentum over a stretch of parameters.
///
///     m = μ m + g        w = w - η λ w - η m
///
/// Source: Polyak 1964.
struct MomentumDescent {
  let options: OptimizerOptions
  let learningRate: Float

  /// Factor of the gradient, for clipping.
  let gradientScale: Float

  /// Updates weights `w` and velocities `m` from the gradient `g`, eight at a time.
  @unsafe func update(
    _ w: UnsafeMutablePointer<Float>, _ m: UnsafeMutablePointer<Float>, _ g: UnsafePointer<Float>,
    _ range: Range<Int>, decays: Bool
  ) {
    let keep = decays ? 1 - learningRate * options.weightDecay : 1
    let (momentum, scale) = (options.momentum, gradientScale)
    for index in stride(from: range.lowerBound, to: range.upperBound, by: Lanes.scalarCount) {
      let velocity = unsafe momentum * Lanes(m + index) + Lanes(g + index) * scale
      unsafe velocity.store(m + index)
      unsafe (Lanes(w + index) * keep - learningRate * velocity).store(w + index)
    }
  }
}
