import Glibc

/// One step of AdamW over a stretch of parameters.
///
///     m = β₁ m + (1 - β₁) g        v = β₂ v + (1 - β₂) g²
///     w = w - η λ w - η (m / (1 - β₁ᵗ)) / (√(v / (1 - β₂ᵗ)) + ε)
///
/// Source: Loshchilov & Hutter 2019, algorithm 2.
struct AdamW {
  private let options: OptimizerOptions
  private let learningRate: Float
  private let gradientScale: Float
  private let stepSize: Float
  private let secondScale: Float

  /// - Parameters:
  ///   - step: The number t of this step, from 1.
  ///   - gradientScale: Factor of the gradient, for clipping.
  init(_ options: OptimizerOptions, learningRate: Float, step: Int, gradientScale: Float) {
    self.options = options
    self.learningRate = learningRate
    self.gradientScale = gradientScale
    let first = 1 - pow(Double(options.beta1), Double(step))
    let second = 1 - pow(Double(options.beta2), Double(step))
    stepSize = Float(Double(learningRate) / first)
    secondScale = Float(1 / second.squareRoot())
  }

  /// Updates weights `w` and moments `m` and `v` from the gradient `g`, eight at a time.
  ///
  /// Written lane by lane: the plain loop is not vectorised, and takes five times as long.
  @unsafe func update(
    _ w: UnsafeMutablePointer<Float>, _ m: UnsafeMutablePointer<Float>,
    _ v: UnsafeMutablePointer<Float>, _ g: UnsafePointer<Float>, _ range: Range<Int>, decays: Bool
  ) {
    let keep = decays ? 1 - learningRate * options.weightDecay : 1
    let (beta1, beta2, epsilon) = (options.beta1, options.beta2, options.epsilon)
    for index in stride(from: range.lowerBound, to: range.upperBound, by: Lanes.scalarCount) {
      let gradient = unsafe Lanes(g + index) * gradientScale
      let first = unsafe beta1 * Lanes(m + index) + (1 - beta1) * gradient
      let second = unsafe beta2 * Lanes(v + index) + (1 - beta2) * gradient * gradient
      unsafe first.store(m + index)
      unsafe second.store(v + index)
      let divisor = squareRoot(second) * secondScale + epsilon
      unsafe (Lanes(w + index) * keep - stepSize * first / divisor).store(w + index)
    }
  }
}
