import Glibc

/// Softmax and cross-entropy over rows of logits, with the gradient in place.
///
///     p = softmax(z + b),   loss = -ln p[target],   dz = (p - onehot(target)) · scale
///
/// The largest logit is subtracted first, so any finite logits are safe.
struct SoftmaxCrossEntropy {
  /// Tokens, V.
  let vocabularySize: Int

  /// Rows whose bias gradients are summed together; fixed, so that threads do not change a sum.
  static let chunk = 64

  /// Bytes of scratch for ``losses(logits:bias:targets:losses:gradientScale:scratch:rows:team:)``.
  static func scratchCount(rows: Int, vocabularySize: Int) -> Int {
    (rows + chunk - 1) / chunk * vocabularySize
  }

  /// Computes losses, and turns logits into their gradients.
  ///
  /// - Parameters:
  ///   - logits: Products of the head, `(N, V)`; receive the gradient.
  ///   - bias: Biases of the head, `(V)`.
  ///   - targets: Tokens, `(N)`; negative ones give loss 0 and gradient 0.
  ///   - losses: Receives nats, `(N)`.
  ///   - gradientScale: Factor of the gradient, 1 over the number of targets for a mean.
  ///   - scratch: Receives sums of the gradient over each chunk, `(⌈N/64⌉, V)`.
  @unsafe func lossesAndGradients(
    logits: UnsafeMutablePointer<Float>, bias: UnsafePointer<Float>,
    targets: UnsafePointer<Int32>, losses: UnsafeMutablePointer<Float>, gradientScale: Float,
    scratch: UnsafeMutablePointer<Float>, rows: Int, team: ThreadTeam
  ) {
    let width = vocabularySize
    team.forEachShare(of: rows, grain: Self.chunk) { share in
      for row in share {
        let logits = unsafe logits + row * width
        let sums = unsafe scratch + row / Self.chunk * width
        if row % Self.chunk == 0 { unsafe sums.update(repeating: 0, count: width) }
        let target = unsafe Int(targets[row])
        guard target >= 0 else {
          unsafe losses[row] = 0
          unsafe logits.update(repeating: 0, count: width)
          continue
        }
        let picked = unsafe logits[target] + bias[target]
        let (largest, sum) = unsafe exponentials(logits, bias)
        unsafe losses[row] = log(sum) + (largest - picked)
        let factor = gradientScale / sum
        for token in 0..<width { unsafe logits[token] *= factor }
        unsafe logits[target] -= gradientScale
        for token in 0..<width { unsafe sums[token] += logits[token] }
      }
    }
  }

  /// Computes losses only; logits receive the bias.
  @unsafe func losses(
    logits: UnsafeMutablePointer<Float>, bias: UnsafePointer<Float>,
    targets: UnsafePointer<Int32>, losses: UnsafeMutablePointer<Float>, rows: Int,
    team: ThreadTeam
  ) {
    let width = vocabularySize
    team.forEachShare(of: rows, grain: Self.chunk) { share in
      for row in share {
        let target = unsafe Int(targets[row])
        guard target >= 0 else {
          unsafe losses[row] = 0
          continue
        }
        let logits = unsafe logits + row * width
        let picked = unsafe logits[target] + bias[target]
        let (largest, sum) = unsafe exponentials(logits, bias)
        unsafe losses[row] = log(sum) + (largest - picked)
      }
    }
  }

  /// Turns a row into exp(z + b - max), and returns the maximum and the sum.
  @inline(__always)
  private func exponentials(
    _ row: UnsafeMutablePointer<Float>, _ bias: UnsafePointer<Float>
  ) -> (largest: Float, sum: Float) {
    let width = vocabularySize
    var largest = -Float.infinity
    for token in 0..<width {
      let logit = unsafe row[token] + bias[token]
      unsafe row[token] = logit
      largest = logit > largest ? logit : largest
    }
    for token in 0..<width { unsafe row[token] = fastExp(row[token] - largest) }
    return unsafe (largest, sum(row, width))
  }
}

/// Adds numbers in eight lanes.
@inline(__always)
func sum(_ values: UnsafePointer<Float>, _ count: Int) -> Float {
  var lanes = SIMD8<Float>.zero
  var index = 0
  while index + 8 <= count {
    unsafe lanes += UnsafeRawPointer(values + index).loadUnaligned(as: SIMD8<Float>.self)
    index += 8
  }
  var sum = lanes.sum()
  while index < count {
    unsafe sum += values[index]
    index += 1
  }
  return sum
}
