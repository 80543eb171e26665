/// Returns eˣ to a relative error of about 2·10⁻⁷ for x ≤ 0, in a form that loops vectorise.
///
/// Underflows to about 10⁻³⁸; not a number stays so.
@inline(__always)
func fastExp(_ x: Float) -> Float {
  let x = x < -87 ? -87 : x
  // x = n ln 2 + r with |r| ≤ ln 2 / 2; the constant rounds n to an integer in the low bits.
  let shifted = x * 1.442_695_04 + 12_582_912
  let n = shifted - 12_582_912
  let r = (x - n * 0.693_359_375) + n * 2.121_944_40e-4
  var p: Float = 1.987_569_15e-4
  p = p * r + 1.398_199_95e-3
  p = p * r + 8.333_451_91e-3
  p = p * r + 4.166_579_59e-2
  p = p * r + 1.666_666_55e-1
  p = p * r + 0.5
  let power = Float(bitPattern: (shifted.bitPattern &+ 127) << 23)
  return (p * r * r + r + 1) * power
}
