public import NoteVocabulary

/// How far a tune has come: its tokens, and where they lead in the grammar.
public struct TunePlace: Sendable {
  /// The tokens from `<s>` on.
  public private(set) var tokens: [Int32]

  /// The grammar, `nil` for texts.
  public let grammar: Grammar?

  /// Where the tokens lead in the grammar; `nil` for texts, and in tunes that break its rules.
  public private(set) var state: Grammar.State?

  /// The place after `<s>`.
  init(_ grammar: Grammar?) {
    self.grammar = grammar
    tokens = [Vocabulary.startToken]
    guard let grammar else { return }
    var state = grammar.initialState()
    grammar.advance(&state, by: Vocabulary.startToken)
    self.state = state
  }
}

extension TunePlace {
  /// The place that a token leads to.
  ///
  /// - Precondition: The grammar allows the token here.
  public func after(_ token: Int32) -> TunePlace {
    var place = self
    place.advance(by: token)
    return place
  }

  mutating func advance(by token: Int32) {
    tokens.append(token)
    guard let grammar, var next = state else { return }
    grammar.advance(&next, by: token)
    state = next
  }

  /// Leaves the grammar: from here on everything is allowed.
  mutating func leaveGrammar() { state = nil }

  /// Writes which tokens the grammar allows next; all but `<s>` where there is none.
  public func mask(into mask: inout [Bool]) {
    if let grammar, let state { return grammar.mask(state, into: &mask) }
    for id in mask.indices { mask[id] = id != Int(Vocabulary.startToken) }
  }
}
