/// Tokens drawn from a model, from `<s>` on.
public struct SampledSequence: Hashable, Sendable {
  /// The number of the sequence among those of its seed.
  public let index: Int

  public let tokens: [Int32]

  /// Whether the sequence ends with `</s>`; if not, it was cut off.
  public let isComplete: Bool

  /// What the grammar took away from the model's own choices.
  public let removed: RemovedProbability

  /// How often a ``TokenConstraint`` had to give way.
  public let overruled: Int

  /// The natural logarithm of each token's probability at temperature 1; 0 for `<s>`.
  public let logLikelihoods: [Double]
}

extension SampledSequence {
  /// The natural logarithm of the sequence's probability at temperature 1.
  public var logLikelihood: Double { logLikelihoods.reduce(0, +) }
}

/// How much probability the grammar removed from the tokens of a tune's music.
///
/// The header is not counted: what is fixed there is the user's choice.
public struct RemovedProbability: Hashable, Sendable {
  /// The mean over the tokens, 0...1.
  public var mean: Double { tokenCount == 0 ? 0 : sum / Double(tokenCount) }

  /// The largest removed at one token.
  public internal(set) var largest = 0.0

  /// The number of tokens counted.
  public internal(set) var tokenCount = 0

  private var sum = 0.0

  public init() {}

  mutating func count(_ share: Double) {
    tokenCount += 1
    sum += share
    largest = max(largest, share)
  }
}
