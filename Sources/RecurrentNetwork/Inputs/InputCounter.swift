/// Lets a network read some tokens together with how often they came.
///
/// A bar line that tells which measure of its section it closes, or how many are to follow where
/// the sequence has told that before, spares the network to count, as a printed measure number
/// spares a player. Only what is read changes: a counted token is still predicted as one token.
public struct InputCounter: Hashable, Codable, Sendable {
  /// Tokens that are counted, all in one count.
  public var counted: [Int32]

  /// Tokens that begin another count.
  public var clearing: [Int32]

  /// Tokens that remember the count.
  public var marking: [Int32]

  /// Tokens that go back to the remembered count.
  public var returning: [Int32]

  /// How sequences tell what each count comes to; `nil` where they do not.
  public var plan: Plan?

  public init(
    counted: [Int32], clearing: [Int32], marking: [Int32], returning: [Int32], plan: Plan? = nil
  ) {
    self.counted = counted
    self.clearing = clearing
    self.marking = marking
    self.returning = returning
    self.plan = plan
  }

  /// A list of numbers at a sequence's start, one for each count to come.
  public struct Plan: Hashable, Codable, Sendable {
    /// Tokens that begin a sequence.
    public var opening: [Int32]

    /// Tokens before the list: numbers that were read until there are no part of it.
    public var preceding: [Int32]

    /// The tokens of the digits from 0 to 9.
    public var digits: [Int32]

    /// Tokens that close a number.
    public var closing: [Int32]

    /// Tokens that close the list.
    public var ending: [Int32]

    public init(
      opening: [Int32], preceding: [Int32], digits: [Int32], closing: [Int32], ending: [Int32]
    ) {
      self.opening = opening
      self.preceding = preceding
      self.digits = digits
      self.closing = closing
      self.ending = ending
    }
  }
}

extension InputCounter {
  /// Counts that are told apart; what comes later is read as the last.
  static let counts = 32

  /// Distances to a count's end that are told apart, in the last count of a plan and before it.
  static let distances = 24

  /// Inputs besides the tokens, C.
  var inputCount: Int { Self.counts + (plan == nil ? 0 : 2 * Self.distances) }

  /// How far a sequence has counted.
  struct State {
    private var count = 0
    private var marked = (count: 0, section: 0)

    /// The numbers of the plan, the digits of the next one, and whether the list is open.
    private var plan: [Int] = []
    private var number = 0
    private var isPlanning = false

    /// Which count of the plan is the present one.
    private var section = 0

    /// Takes a token in, and returns what the network reads for it: the token, or for a counted one
    /// V, V + 1, … by its count, after those by what is left of the planned count.
    mutating func input(
      _ token: Int32, _ counter: InputCounter, vocabularySize: Int
    ) -> Int32 {
      if let plan = counter.plan { read(token, plan) }
      if counter.counted.contains(token) {
        count += 1
        return Int32(vocabularySize + place)
      }
      if counter.clearing.contains(token) {
        if count > 0 { section += 1 }
        count = 0
      }
      if counter.marking.contains(token) { marked = (count, section) }
      if counter.returning.contains(token) { (count, section) = marked }
      return token
    }

    /// The place of the present count among the inputs beside tokens.
    private var place: Int {
      guard plan.indices.contains(section) else { return min(count, InputCounter.counts) - 1 }
      let left = min(max(0, plan[section] - count), InputCounter.distances - 1)
      let isLast = section == plan.count - 1
      return InputCounter.counts + (isLast ? InputCounter.distances : 0) + left
    }

    private mutating func read(_ token: Int32, _ plan: Plan) {
      if plan.opening.contains(token) { isPlanning = true }
      guard isPlanning else { return }
      if plan.opening.contains(token) || plan.preceding.contains(token) {
        (self.plan, number) = ([], 0)
      } else if let digit = plan.digits.firstIndex(of: token) {
        number = min(10 * number + digit, 1 << 16)
      } else if plan.closing.contains(token) {
        self.plan.append(number)
        number = 0
      } else if plan.ending.contains(token) {
        (isPlanning, count, section) = (false, 0, 0)
      }
    }
  }
}
