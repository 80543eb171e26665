/// A language model of the last few tokens, with interpolated Kneser-Ney smoothing.
///
/// The count of an n-gram of full order is how often it occurs; of a shorter one, before how many
/// different tokens it stands, except after the start token, where nothing can stand before.
/// With a(cw) the count of token w after context c, c′ the context without its first token and D
/// the discount for the count:
///
///     p(w | c) = (a(cw) − D(a(cw))) / Σ a(c·) + γ(c) p(w | c′)
///
/// Below one token stands the uniform distribution over all tokens but the start token. Takes about
/// 50 bytes per distinct n-gram.
///
/// Source: Chen & Goodman 1998, "An empirical study of smoothing techniques for language modeling",
/// modified Kneser-Ney with three discounts per order.
public struct NGramModel: Sendable {
  /// The longest n-gram, 1...10.
  public let order: Int

  /// Distinct tokens, V, the start token among them.
  public let vocabularySize: Int

  /// The token that starts every sequence; it is never predicted.
  public let startToken: Int32

  var table = NGramTable()

  /// a(cw), by the node of cw.
  var counts: ContiguousArray<UInt32> = [0]

  /// What follows a context, by the context's node.
  var followers: ContiguousArray<Followers> = [Followers()]

  /// How many n-grams have the counts 1, 2, 3 and 4, by length from 1.
  private var countsOfCounts: [[Int]]

  /// The amounts taken from the counts 1, 2, and 3 or more, by length from 1.
  var discounts: [[Double]] = []

  /// Creates the model of some sequences.
  ///
  /// - Precondition: `order` is in 1...10; tokens are in 0..<`vocabularySize`; every sequence
  ///   starts with `startToken`.
  public init(
    order: Int, vocabularySize: Int, startToken: Int32 = 0, trainedOn sequences: [[Int32]]
  ) {
    precondition((1...10).contains(order), "order \(order); expected 1...10")
    precondition(vocabularySize > 1, "vocabulary of \(vocabularySize)")
    self.order = order
    self.vocabularySize = vocabularySize
    self.startToken = startToken
    countsOfCounts = Array(repeating: [0, 0, 0, 0, 0], count: order)
    for sequence in sequences { count(sequence) }
    discounts = countsOfCounts.map(Self.discounts)
  }
}

extension NGramModel {
  /// Adds the n-grams of one sequence.
  private mutating func count(_ sequence: [Int32]) {
    precondition(sequence.first == startToken, "a sequence does not start with \(startToken)")
    // ending[k]: the node of the k tokens that end before the current one.
    var ending = [NGramTable.root]
    for (position, token) in sequence.enumerated() {
      precondition((0..<vocabularySize).contains(Int(token)), "token \(token)")
      var next = [NGramTable.root]
      for length in 1...min(order, position + 1) {
        let (node, isNew) = insert(token, after: ending[length - 1])
        let startsSequence = length == position + 1
        if position > 0 && (length == order || startsSequence) {
          increment(node, after: ending[length - 1], length: length)
        }
        if isNew && length > 1 {
          increment(next[length - 1], after: ending[length - 2], length: length - 1)
        }
        next.append(node)
      }
      ending = next.count > order ? Array(next.dropLast()) : next
    }
  }

  private mutating func insert(
    _ token: Int32, after context: UInt32
  ) -> (node: UInt32, isNew: Bool) {
    let (node, isNew) = table.insertChild(of: context, along: token)
    if isNew {
      counts.append(0)
      followers.append(Followers())
    }
    return (node, isNew)
  }

  /// Adds 1 to the count of an n-gram and to what its context knows.
  private mutating func increment(_ node: UInt32, after context: UInt32, length: Int) {
    let old = Int(counts[Int(node)])
    counts[Int(node)] += 1
    if (1...4).contains(old) { countsOfCounts[length - 1][old] -= 1 }
    if old < 4 { countsOfCounts[length - 1][old + 1] += 1 }
    followers[Int(context)].increment(from: old)
  }

  /// The three discounts from how many n-grams have the counts 1 to 4.
  ///
  /// Where one of these is zero, as in tiny corpora, one discount of 1/2 stands for all three.
  private static func discounts(_ n: [Int]) -> [Double] {
    guard n[1...].allSatisfy({ $0 > 0 }) else { return [0.5, 0.5, 0.5] }
    let y = Double(n[1]) / Double(n[1] + 2 * n[2])
    return (1...3).map { count in
      let ratio = Double(n[count + 1]) / Double(n[count])
      let discount = Double(count) - Double(count + 1) * y * ratio
      return min(max(discount, 0.01), Double(count))
    }
  }
}
