import Foundation

/// One draw from a model's scores, in double precision.
///
/// The scores are divided by the temperature; tokens that the mask forbids are removed, then the
/// unlikely ones as the options say; the draw is among the rest in proportion. Differences to the
/// largest allowed score are taken first, so nothing overflows, and the likeliest allowed token
/// always has a positive weight, whatever share the mask removed.
struct TokenDraw {
  /// The token drawn.
  let token: Int32

  /// The natural logarithm of the token's own probability, before anything was removed, at
  /// temperature 1.
  let logLikelihood: Double

  /// - Parameters:
  ///   - logits: The scores of all tokens, all finite.
  ///   - mask: Which tokens are allowed, at least one.
  ///   - leaning: What is added to the logarithm of each token's weight.
  ///   - uniform: A number from [0, 1).
  ///   - preferred: A token taken without a draw where it is allowed and likely enough.
  init(
    from logits: ArraySlice<Float>, mask: [Bool], leaning: [Float], temperature: Double,
    _ options: SamplingOptions, uniform: Double, preferred: Int32? = nil
  ) {
    let scores = logits.map(Double.init)
    let allowedPeak = Self.peak(scores, mask)
    let weights = zip(scores, leaning).map { score, leaning in
      exp((score - allowedPeak) / temperature + Double(leaning))
    }
    var candidates = mask.indices.filter { mask[$0] }
    if let preferred = Self.accepted(preferred, candidates, weights) {
      token = preferred
    } else {
      Self.keepLikely(&candidates, weights, options)
      token = Int32(Self.draw(candidates, weights, uniform))
    }
    logLikelihood = scores[Int(token)] - Self.logSum(scores)
  }

  /// The share of the allowed probability from which a preferred token is taken.
  static let preferenceThreshold = 0.005

  private static func peak(_ scores: [Double], _ mask: [Bool]) -> Double {
    var peak = -Double.infinity
    for (score, isAllowed) in zip(scores, mask) where isAllowed { peak = max(peak, score) }
    return peak
  }

  private static func logSum(_ scores: [Double]) -> Double {
    let peak = scores.max() ?? 0
    return peak + log(scores.reduce(0) { $0 + exp($1 - peak) })
  }

  /// The probability of all tokens that a mask forbids.
  static func removedShare(
    _ logits: ArraySlice<Float>, _ mask: [Bool], _ temperature: Double
  ) -> Double {
    let peak = Double(logits.max() ?? 0)
    var removed = 0.0
    var total = 0.0
    for (logit, isAllowed) in zip(logits, mask) {
      let weight = exp((Double(logit) - peak) / temperature)
      total += weight
      if !isAllowed { removed += weight }
    }
    return removed / total
  }

  private static func accepted(
    _ preferred: Int32?, _ candidates: [Int], _ weights: [Double]
  ) -> Int32? {
    guard let preferred, candidates.contains(Int(preferred)) else { return nil }
    let total = candidates.reduce(0) { $0 + weights[$1] }
    return weights[Int(preferred)] >= preferenceThreshold * total ? preferred : nil
  }

  /// Removes unlikely candidates by top-k, top-p and min-p, in that order.
  private static func keepLikely(
    _ candidates: inout [Int], _ weights: [Double], _ options: SamplingOptions
  ) {
    guard options.topK != nil || options.topP != nil || options.minP != nil else { return }
    candidates.sort { (weights[$1], $0) < (weights[$0], $1) }
    if let topK = options.topK { candidates = Array(candidates.prefix(topK)) }
    if let topP = options.topP {
      let wanted = topP * candidates.reduce(0) { $0 + weights[$1] }
      var reached = 0.0
      let count = candidates.firstIndex { candidate in
        reached += weights[candidate]
        return reached >= wanted
      }
      candidates = Array(candidates.prefix((count ?? candidates.count) + 1))
    }
    if let minP = options.minP, let best = candidates.first {
      candidates = candidates.filter { weights[$0] >= minP * weights[best] }
    }
  }

  private static func draw(_ candidates: [Int], _ weights: [Double], _ uniform: Double) -> Int {
    let total = candidates.reduce(0) { $0 + weights[$1] }
    var left = uniform * total
    var chosen = candidates[0]
    for candidate in candidates where weights[candidate] > 0 {
      chosen = candidate
      left -= weights[candidate]
      if left < 0 { break }
    }
    return chosen
  }
}
