/// One step of RMSprop over a stretch of parameters.
///
///     v = β₂ v + (1 - β₂) g²        w = w - η λ w - η g / (√v + ε)
///
/// Source: Tieleman & Hinton 2012, lecture 6.5.
struct RMSProp {
  let options: OptimizerOptions
  let learningRate: Float

  /// Factor of the gradient, for clipping.
  let gradientScale: Float

  /// Updates weights `w` and mean squares `v` from the gradient `g`, eight at a time.
  @unsafe func update(
    _ w: UnsafeMutablePointer<Float>, _ v: UnsafeMutablePointer<Float>, _ g: UnsafePointer<Float>,
    _ range: Range<Int>, decays: Bool
  ) {
    let keep = decays ? 1 - learningRate * options.weightDecay : 1
    let (beta2, epsilon, scale) = (options.beta2, options.epsilon, gradientScale)
    for index in stride(from: range.lowerBound, to: range.upperBound, by: Lanes.scalarCount) {
      let gradient = unsafe Lanes(g + index) * scale
      let second = unsafe beta2 * Lanes(v + index) + (1 - beta2) * gradient * gradient
      unsafe second.store(v + index)
      let change = learningRate * gradient / (squareRoot(second) + epsilon)
      unsafe (Lanes(w + index) * keep - change).store(w + index)
    }
  }
}
