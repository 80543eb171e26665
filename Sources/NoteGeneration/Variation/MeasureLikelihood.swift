/// How likely a model finds a measure after what stands before it.
public struct MeasureLikelihood: Hashable, Sendable {
  /// The natural logarithm of the probability of its tokens at temperature 1.
  public internal(set) var logLikelihood = 0.0

  public internal(set) var tokenCount = 0
}

extension Sequence<MeasureLikelihood> {
  /// The mean cost of a token in nats; `nil` without tokens.
  public var natsPerToken: Double? {
    let (sum, count) = reduce((0.0, 0)) { ($0.0 + $1.logLikelihood, $0.1 + $1.tokenCount) }
    return count > 0 ? -sum / Double(count) : nil
  }
}
