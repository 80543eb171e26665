/// What says which token may come next in a sequence, from `<s>` to `</s>`, without dead ends.
public protocol TokenGrammar: Sendable {
  associatedtype State: TokenGrammarState

  /// The state before the first token, `<s>`.
  func initialState() -> State

  /// Whether a token may come next; false for ids outside the vocabulary.
  func allows(_ token: Int32, in state: State) -> Bool

  /// Moves on by one token.
  ///
  /// - Precondition: The grammar allows the token in this state.
  func advance(_ state: inout State, by token: Int32)
}

/// Where a sequence stands after some tokens.
public protocol TokenGrammarState: Sendable {
  /// Whether the sequence is complete, `</s>` included.
  var hasEnded: Bool { get }
}

extension TokenGrammar {
  /// Whether the grammar allows tokens as a whole sequence, from `<s>` to `</s>`.
  public func accepts(_ tokens: [Int32]) -> Bool {
    var state = initialState()
    for token in tokens {
      guard allows(token, in: state) else { return false }
      advance(&state, by: token)
    }
    return state.hasEnded
  }

  /// Writes which tokens may come next.
  ///
  /// - Parameter mask: Receives one value for each id of the vocabulary.
  public func mask(_ state: State, into mask: inout [Bool]) {
    for id in mask.indices { mask[id] = allows(Int32(id), in: state) }
  }
}
