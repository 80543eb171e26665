/// Which sequences are read side by side, and in which order.
public struct BatchPlan: Hashable, Sendable {
  /// Sequences that form one batch.
  public struct Group: Hashable, Sendable {
    /// Their indices, by length.
    public let sequences: [Int]

    /// Time steps with padding, T.
    public let timeSteps: Int
  }

  /// The groups in the order of training.
  public let groups: [Group]

  /// Targets in all sequences.
  public let tokens: Int

  /// Time steps times rows, over all groups.
  public var positions: Int {
    groups.reduce(0) { $0 + $1.timeSteps * $1.sequences.count }
  }

  /// The part of the positions that holds no token, 0..<1.
  public var paddingShare: Double {
    positions == 0 ? 0 : 1 - Double(tokens) / Double(positions)
  }
}
