/// What a network predicts at each position, and how its loss is counted.
public enum Head: String, Hashable, Codable, Sendable, CaseIterable {
  /// One of V tokens, from tokens: softmax and cross-entropy.
  case softmax

  /// A set of V keys, from vectors: each key on or off by itself, cross-entropy summed over the keys.
  case bernoulli

  /// V numbers, from vectors: the squares of the errors, summed.
  case linear

  /// Whether the network reads vectors, in a ``VectorBatch``, rather than tokens.
  public var readsVectors: Bool { self != .softmax }
}
