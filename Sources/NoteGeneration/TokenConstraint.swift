/// A rule beside the grammar for the tokens of one tune.
///
/// Each tune has copies of its own, which see its tokens one by one. Several constraints take away
/// tokens in turn, after the grammar. One that takes away all that is left is overruled for that
/// token, and the tune counts it in ``SampledSequence/overruled``: a tune is always well formed,
/// and never stuck. A constraint that must not be overruled looks ahead with
/// ``TunePlace/after(_:)`` and takes away the way into the blind alley before.
public protocol TokenConstraint: Sendable {
  /// Takes tokens away from those that may come next.
  ///
  /// - Parameters:
  ///   - allowed: What the grammar and the constraints before leave, by token, at least one.
  ///   - place: The tune so far.
  mutating func restrict(_ allowed: inout [Bool], at place: borrowing TunePlace)

  /// Makes tokens likelier or less likely.
  ///
  /// - Parameters:
  ///   - leaning: What to add to the logarithm of each token's probability, in nats.
  ///   - place: The tune so far.
  mutating func lean(_ leaning: inout [Float], at place: borrowing TunePlace)

  /// Notes that a token was chosen.
  ///
  /// - Parameter place: The tune so far, with the token.
  mutating func advance(by token: Int32, to place: borrowing TunePlace)
}

extension TokenConstraint {
  public mutating func restrict(_ allowed: inout [Bool], at place: borrowing TunePlace) {}
  public mutating func lean(_ leaning: inout [Float], at place: borrowing TunePlace) {}
  public mutating func advance(by token: Int32, to place: borrowing TunePlace) {}
}
