import Foundation

/// How alike two sets of tunes are in a feature, as the overlapping area of two densities.
///
/// The distances between the tunes of a set, each pair in both directions, have one density, those
/// from the tunes of one set to those of the other another; both are estimated with Gaussian kernels
/// and Scott's rule, and what lies under both is the overlap, 0...1. A set that cannot be told from
/// the other has an overlap near 1.
///
/// Source: Yang & Lerch 2020, section 4.2; distances are Euclidean, as in their program.
enum FeatureOverlap {
  /// - Returns: The overlap of the distances within `reference` and those to `other`; `nil` where a
  ///   set has fewer than two tunes.
  static func area(
    _ reference: [MelodyFeatures], _ other: [MelodyFeatures], _ kind: MelodyFeatures.Kind
  ) -> Double? {
    guard reference.count > 1, other.count > 1 else { return nil }
    let (mine, theirs) = (reference.map { $0[kind] }, other.map { $0[kind] })
    var within: [Float] = []
    within.reserveCapacity(mine.count * (mine.count - 1) / 2)
    for first in 1..<mine.count {
      for second in 0..<first { within.append(distance(mine[first], mine[second])) }
    }
    var between: [Float] = []
    between.reserveCapacity(mine.count * theirs.count)
    for left in mine { for right in theirs { between.append(distance(left, right)) } }
    return overlap(within, countedTwice: true, between)
  }

  @inline(__always)
  private static func distance(_ left: [Float], _ right: [Float]) -> Float {
    var sum: Float = 0
    if left.count == 1 { return abs(left[0] - right[0]) }
    for start in stride(from: 0, to: left.count, by: 4) {
      let difference =
        SIMD4(left[start], left[start + 1], left[start + 2], left[start + 3])
        - SIMD4(right[start], right[start + 1], right[start + 2], right[start + 3])
      sum += (difference * difference).sum()
    }
    return sum.squareRoot()
  }

  private static let gridSize = 1024

  private static func overlap(
    _ within: [Float], countedTwice: Bool, _ between: [Float]
  ) -> Double {
    guard let low = [within.min(), between.min()].compactMap(\.self).min(),
      let high = [within.max(), between.max()].compactMap(\.self).max(), high > low
    else { return 1 }
    let range = Double(low)...Double(high)
    let first = density(within, count: within.count * (countedTwice ? 2 : 1), range)
    let second = density(between, count: between.count, range)
    let step = (range.upperBound - range.lowerBound) / Double(gridSize - 1)
    let heights = zip(first, second).map { min($0, $1) }
    // Trapezoids between the points of the grid.
    return (heights.reduce(0, +) - (heights[0] + heights[gridSize - 1]) / 2) * step
  }

  /// The density of some values on a grid over a range.
  private static func density(
    _ values: [Float], count: Int, _ range: ClosedRange<Double>
  ) -> [Double] {
    let mean = values.reduce(0) { $0 + Double($1) } / Double(values.count)
    let squares = values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    let deviation = (squares / Double(values.count) * Double(count) / Double(count - 1))
      .squareRoot()
    let step = (range.upperBound - range.lowerBound) / Double(gridSize - 1)
    let bandwidth = max(deviation * pow(Double(count), -0.2), step / 4)
    var mass = [Double](repeating: 0, count: gridSize)
    for value in values {
      let position = (Double(value) - range.lowerBound) / step
      let cell = min(Int(position), gridSize - 2)
      mass[cell + 1] += position - Double(cell)
      mass[cell] += 1 - (position - Double(cell))
    }
    let reach = min(gridSize - 1, Int(5 * bandwidth / step) + 1)
    let scale = 1 / (bandwidth * (2 * Double.pi).squareRoot() * Double(values.count))
    let kernel = (0...reach).map { scale * exp(-0.5 * pow(Double($0) * step / bandwidth, 2)) }
    var density = [Double](repeating: 0, count: gridSize)
    for (cell, weight) in mass.enumerated() where weight > 0 {
      for other in max(0, cell - reach)...min(gridSize - 1, cell + reach) {
        density[other] += weight * kernel[abs(other - cell)]
      }
    }
    return density
  }
}
