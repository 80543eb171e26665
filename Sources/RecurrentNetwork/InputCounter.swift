/// Lets a network read some tokens together with how often they came.
///
/// A bar line that tells which measure of its section it closes spares the network to count, as a
/// printed measure number spares a player. Only what is read changes: a counted token is still
/// predicted as one token.
public struct InputCounter: Hashable, Codable, Sendable {
  /// Tokens that are counted, all in one count.
  public var counted: [Int32]

  /// Tokens that begin another count.
  public var clearing: [Int32]

  /// Tokens that remember the count.
  public var marking: [Int32]

  /// Tokens that go back to the remembered count.
  public var returning: [Int32]

  public init(counted: [Int32], clearing: [Int32], marking: [Int32], returning: [Int32]) {
    self.counted = counted
    self.clearing = clearing
    self.marking = marking
    self.returning = returning
  }
}

extension InputCounter {
  /// Counts that are told apart, C; what comes later is read as the last.
  static let counts = 32

  /// How far a sequence has counted.
  struct State {
    private var count = 0
    private var marked = 0

    /// Takes a token in, and returns what the network reads for it: the token, or for a counted one
    /// V, V + 1, … by its count.
    mutating func input(
      _ token: Int32, _ counter: InputCounter, vocabularySize: Int
    ) -> Int32 {
      if counter.counted.contains(token) {
        count += 1
        return Int32(vocabularySize + min(count, InputCounter.counts) - 1)
      }
      if counter.clearing.contains(token) { count = 0 }
      if counter.marking.contains(token) { marked = count }
      if counter.returning.contains(token) { count = marked }
      return token
    }
  }
}

extension NetworkConfiguration {
  /// Distinct inputs: V, or V + C where tokens are counted.
  var inputCount: Int { vocabularySize + (counter == nil ? 0 : InputCounter.counts) }

  /// What the network reads for each token of a sequence.
  public func inputs(of sequence: [Int32]) -> [Int32] {
    guard let counter else { return sequence }
    var state = InputCounter.State()
    return sequence.map { state.input($0, counter, vocabularySize: vocabularySize) }
  }
}
