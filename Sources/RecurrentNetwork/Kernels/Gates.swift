private import COneDNN

/// Eight numbers that are computed side by side.
typealias Lanes = SIMD8<Float>

extension Lanes {
  /// Reads eight numbers.
  @inline(__always)
  init(_ source: UnsafePointer<Float>) {
    self = unsafe UnsafeRawPointer(source).loadUnaligned(as: Lanes.self)
  }

  /// Writes eight numbers.
  @inline(__always)
  func store(_ target: UnsafeMutablePointer<Float>) {
    unsafe UnsafeMutableRawPointer(target).storeBytes(of: self, as: Lanes.self)
  }
}

/// Returns eˣ to a relative error of about 10⁻⁷; not a number stays so.
///
/// x = n ln 2 + r with |r| ≤ ln 2 / 2; the polynomial is a least-squares fit over Chebyshev points.
@inline(__always)
func exp(_ x: Lanes) -> Lanes {
  var x = x
  x.replace(with: -87, where: x .< -87)
  x.replace(with: 87, where: x .> 87)
  let shift: Float = 12_582_912
  let shifted = x * 1.442_695_04 + shift
  let n = shifted - shift
  let r = (x - n * 0.693_359_375) + n * 2.121_944_40e-4
  var p = r * 0.001_393_365_2 + 0.008_363_182
  p = p * r + 0.041_666_467
  p = p * r + 0.166_665_76
  p = p * r + 0.5
  let bits = unsafe unsafeBitCast(shifted, to: SIMD8<UInt32>.self)
  let power = unsafe unsafeBitCast((bits &+ 127) &<< 23, to: Lanes.self)
  return (p * r * r + r + 1) * power
}

/// Returns 1 / (1 + e⁻ˣ).
@inline(__always)
func sigmoid(_ x: Lanes) -> Lanes {
  1 / (1 + exp(-x))
}

/// Returns the hyperbolic tangent, as 2σ(2x) - 1; its absolute error is about 10⁻⁷.
@inline(__always)
func tanh(_ x: Lanes) -> Lanes {
  2 / (1 + exp(-2 * x)) - 1
}

/// Returns the square root.
@inline(__always)
func squareRoot(_ x: Lanes) -> Lanes {
  lilt_square_root(x)
}
