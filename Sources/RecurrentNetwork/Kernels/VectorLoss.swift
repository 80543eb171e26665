import Glibc

/// The loss of predicted vectors, with the gradient in place of the products.
struct VectorLoss {
  /// Sets of keys, or numbers; the softmax has a kernel of its own.
  let head: Head

  /// Numbers of a vector, V.
  let width: Int

  /// Rows whose bias gradients are summed together; fixed, so that threads do not change a sum.
  private static let chunk = SoftmaxCrossEntropy.chunk

  /// Where the numbers of all positions lie.
  @unsafe struct Places {
    /// Products of the head, `(N, V)`; receive biases, or the gradient.
    let outputs: UnsafeMutablePointer<Float>

    /// Biases of the head, `(V)`.
    let bias: UnsafePointer<Float>

    /// What was to be predicted, `(N, V)`.
    let targets: UnsafePointer<Float>

    /// Negative where nothing is scored, `(N)`.
    let scored: UnsafePointer<Int32>

    /// Receives nats or squares, `(N)`.
    let losses: UnsafeMutablePointer<Float>

    /// Receives sums of the gradient over each chunk, `(⌈N/64⌉, V)`.
    let scratch: UnsafeMutablePointer<Float>
  }

  /// Computes the losses, and the gradient if there is a scale for it.
  ///
  /// - Parameter gradientScale: 1 over the number of scored positions for a mean; `nil` for no
  ///   gradient.
  @unsafe func run(_ places: Places, rows: Int, gradientScale: Float?, team: ThreadTeam) {
    team.forEachShare(of: rows, grain: Self.chunk) { share in
      for row in share {
        let outputs = unsafe places.outputs + row * width
        let sums = unsafe places.scratch + row / Self.chunk * width
        if row % Self.chunk == 0 { unsafe sums.update(repeating: 0, count: width) }
        guard unsafe places.scored[row] >= 0 else {
          unsafe places.losses[row] = 0
          if gradientScale != nil { unsafe outputs.update(repeating: 0, count: width) }
          continue
        }
        for index in 0..<width { unsafe outputs[index] += places.bias[index] }
        let targets = unsafe places.targets + row * width
        unsafe places.losses[row] =
          head == .bernoulli
          ? crossEntropy(outputs, targets, gradientScale)
          : squares(outputs, targets, gradientScale)
        guard gradientScale != nil else { continue }
        for index in 0..<width { unsafe sums[index] += outputs[index] }
      }
    }
  }

  /// Sums the cross-entropies of one row's keys.
  ///
  ///     loss = max(z, 0) - z y + ln(1 + e^-|z|)        dz = (σ(z) - y) · scale
  ///
  /// Nothing overflows at any finite z. Eight lanes keep the product of their 1 + e^-|z|, so that one
  /// logarithm serves many keys.
  @inline(__always)
  private func crossEntropy(
    _ z: UnsafeMutablePointer<Float>, _ y: UnsafePointer<Float>, _ scale: Float?
  ) -> Float {
    var (linear, products) = (Lanes.zero, Lanes(repeating: 1))
    var (sum, index): (Float, Int) = (0, 0)
    while index + 8 <= width {
      let (logit, target) = unsafe (Lanes(z + index), Lanes(y + index))
      let size = logit.replacing(with: -logit, where: logit .< 0)
      let small = exp(-size)
      linear += logit.replacing(with: 0, where: logit .< 0) - logit * target
      products *= 1 + small
      if let scale {
        let large = 1 / (1 + small)
        let p = large.replacing(with: small * large, where: logit .< 0)
        unsafe ((p - target) * scale).store(z + index)
      }
      index += 8
      // 2 to the power of 64 is far from overflow.
      if index % 512 == 0 {
        sum += logarithms(products)
        products = Lanes(repeating: 1)
      }
    }
    sum += linear.sum() + logarithms(products)
    while index < width {
      let (logit, target) = unsafe (z[index], y[index])
      let small = Glibc.exp(-abs(logit))
      sum += max(logit, 0) - logit * target + log1p(small)
      if let scale {
        let p = logit < 0 ? small / (1 + small) : 1 / (1 + small)
        unsafe z[index] = (p - target) * scale
      }
      index += 1
    }
    return sum
  }

  @inline(__always)
  private func logarithms(_ products: Lanes) -> Float {
    var sum: Float = 0
    for lane in 0..<8 { sum += log(products[lane]) }
    return sum
  }

  /// Sums the squares of one row's errors.
  @inline(__always)
  private func squares(
    _ z: UnsafeMutablePointer<Float>, _ y: UnsafePointer<Float>, _ scale: Float?
  ) -> Float {
    var sum: Float = 0
    for index in 0..<width {
      let error = unsafe z[index] - y[index]
      sum += error * error
      if let scale { unsafe z[index] = 2 * error * scale }
    }
    return sum
  }
}
