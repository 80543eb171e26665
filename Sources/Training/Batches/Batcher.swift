public import RecurrentNetwork

/// Cuts a set of token sequences into batches of whole sequences of like length.
///
/// The sequences are sorted by length, with a little chance so that every epoch has other batches;
/// then the sorted row is cut where it costs the fewest padded positions, into batches of at most
/// ``batchSize`` rows and ``mostPositions`` positions. Nothing is dropped: a sequence longer than
/// ``longestBatch`` steps goes through the network in several batches that carry the state on.
public struct Batcher: Sendable {
  /// Rows of a batch, at most.
  public let batchSize: Int

  /// Time steps of a batch, at most; a multiple of ``stepMultiple``.
  public let longestBatch: Int

  /// Time steps times rows of a batch of more than one row, at most.
  public let mostPositions: Int

  /// Time steps of a batch are a multiple of this, so that few shapes occur.
  public static let stepMultiple = 8

  /// The sequences, each with its start and end token.
  public let sequences: [TokenSequence]

  /// The part of padding above which batches get fewer rows.
  private static let acceptedPadding = 0.045

  /// How much a sequence's length may be out of order, as a part of it.
  private static let disorder = 0.02

  /// Creates the batches of some sequences.
  ///
  /// - Parameter mostPositions: Half of `batchSize` times `longestBatch` when left out.
  ///
  /// - Precondition: Every sequence has at least two tokens, all have as many inputs for each;
  ///   `batchSize` and `longestBatch` are positive.
  public init(
    _ sequences: [TokenSequence], batchSize: Int, longestBatch: Int = 1024,
    mostPositions: Int? = nil
  ) {
    precondition(batchSize > 0 && longestBatch > 0, "batch (\(longestBatch), \(batchSize))")
    precondition(sequences.allSatisfy { $0.count > 1 }, "a sequence without a target")
    self.sequences = sequences
    self.batchSize = batchSize
    self.longestBatch = longestBatch.roundedUp(toMultipleOf: Self.stepMultiple)
    self.mostPositions = mostPositions ?? batchSize * self.longestBatch / 2
  }
}

// MARK: - Planning

extension Batcher {
  /// The batches in order of length, the same on every call: for measuring.
  public func plan() -> BatchPlan {
    plan(order: sequences.indices.sorted { (sequences[$0].count, $0) < (sequences[$1].count, $1) })
  }

  /// The batches of one epoch, their composition and order drawn at random.
  public func plan(using generator: inout CounterGenerator) -> BatchPlan {
    let keys = sequences.map {
      Double($0.count) * (1 + Self.disorder * generator.uniform())
    }
    let sorted = plan(order: sequences.indices.sorted { (keys[$0], $0) < (keys[$1], $1) })
    return BatchPlan(groups: sorted.groups.shuffled(using: &generator), tokens: sorted.tokens)
  }

  private func plan(order: [Int]) -> BatchPlan {
    let tokens = sequences.reduce(0) { $0 + $1.count - 1 }
    var plan = BatchPlan(groups: [], tokens: tokens)
    for costOfBatch in [2, 1, 0.5, 0.25, 0] {
      plan = BatchPlan(groups: groups(order: order, costOfBatch: costOfBatch), tokens: tokens)
      if plan.paddingShare <= Self.acceptedPadding { break }
    }
    return plan
  }

  /// Cuts a row of sequences into the groups that cost least.
  ///
  /// - Parameter costOfBatch: What a group costs beside its rows, in rows.
  private func groups(order: [Int], costOfBatch: Double) -> [BatchPlan.Group] {
    // best[i] is the cost of the first i sequences; the last of their groups has rows[i] rows.
    var best = [0.0]
    var rows = [0]
    for end in order.indices.map({ $0 + 1 }) {
      var (lowest, lowestRows, steps) = (Double.infinity, 0, 0)
      for count in 1...min(batchSize, end) {
        steps = max(steps, timeSteps(of: order[end - count]))
        let cost = best[end - count] + Double(steps) * (Double(count) + costOfBatch)
        if count > 1 && steps * count > mostPositions { break }
        if cost < lowest { (lowest, lowestRows) = (cost, count) }
      }
      best.append(lowest)
      rows.append(lowestRows)
    }
    var groups: [BatchPlan.Group] = []
    var end = order.count
    while end > 0 {
      let members = Array(order[end - rows[end]..<end])
      let steps = members.map(timeSteps).max() ?? 0
      groups.append(BatchPlan.Group(sequences: members, timeSteps: steps))
      end -= rows[end]
    }
    return groups.reversed()
  }

  /// The time steps that a sequence needs, rounded up.
  private func timeSteps(of sequence: Int) -> Int {
    (sequences[sequence].count - 1).roundedUp(toMultipleOf: Self.stepMultiple)
  }
}

// MARK: - Filling

extension Batcher {
  /// The batches of a group, one unless it is longer than ``longestBatch``; the second and later
  /// go on from the state of the one before.
  public func batches(of group: BatchPlan.Group) -> [TokenBatch] {
    stride(from: 0, to: group.timeSteps, by: longestBatch).map { start in
      let steps = min(longestBatch, group.timeSteps - start)
      return TokenBatch(
        group.sequences.map { sequences[$0][start..<start + steps + 1] }, timeSteps: steps,
        continues: start > 0)
    }
  }

  /// Batches and positions of a plan.
  func size(of plan: BatchPlan) -> (steps: Int, positions: Int) {
    let batches = plan.groups.reduce(0) { sum, group in
      sum + group.timeSteps.roundedUp(toMultipleOf: longestBatch) / longestBatch
    }
    return (batches, plan.positions)
  }
}

extension Int {
  /// The next multiple of a positive number, or this one if it is a multiple.
  func roundedUp(toMultipleOf divisor: Int) -> Int {
    (self + divisor - 1) / divisor * divisor
  }
}
