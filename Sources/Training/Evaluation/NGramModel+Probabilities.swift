import Glibc

extension NGramModel {
  /// The loss of each token of a sequence after the first, −ln p, in nats.
  ///
  /// - Precondition: `sequence` starts with the start token.
  public func losses(of sequence: [Int32]) -> [Double] {
    precondition(sequence.first == startToken, "a sequence does not start with \(startToken)")
    var contexts = advance([NGramTable.root], by: startToken)
    var losses: [Double] = []
    losses.reserveCapacity(sequence.count - 1)
    for token in sequence.dropFirst() {
      losses.append(-log(probability(of: token, contexts: contexts)))
      contexts = advance(contexts, by: token)
    }
    return losses
  }

  /// The probability of every token after some tokens, shape `(V)`.
  public func probabilities(after context: [Int32]) -> [Double] {
    let contexts = context.reduce([NGramTable.root]) { advance($0, by: $1) }
    return (0..<vocabularySize).map { probability(of: Int32($0), contexts: contexts) }
  }

  /// The nodes of the last 0, 1, … tokens, as many as are known.
  private func advance(_ contexts: [UInt32], by token: Int32) -> [UInt32] {
    var next = [NGramTable.root]
    for context in contexts where next.count < order {
      guard let node = table.child(of: context, along: token) else { break }
      next.append(node)
    }
    return next
  }

  private func probability(of token: Int32, contexts: [UInt32]) -> Double {
    var probability = token == startToken ? 0 : 1 / Double(vocabularySize - 1)
    for (length, context) in contexts.enumerated() {
      let followers = followers[Int(context)]
      guard followers.total > 0 else { break }
      probability *= followers.freedShare(discounts[length])
      guard let node = table.child(of: context, along: token) else { continue }
      let count = Int(counts[Int(node)])
      guard count > 0 else { continue }
      let discount = discounts[length][min(count, 3) - 1]
      probability += (Double(count) - discount) / Double(followers.total)
    }
    return probability
  }
}
