import NoteVocabulary

/// A grammar as a rule for the tokens of one piece; there being no dead ends, nothing overrules it.
struct GrammarRule<Rules: TokenGrammar>: TokenConstraint {
  private let grammar: Rules
  private var state: Rules.State

  /// The rule after `<s>`.
  init(_ grammar: Rules) {
    self.grammar = grammar
    state = grammar.initialState()
    grammar.advance(&state, by: Vocabulary.startToken)
  }

  func restrict(_ allowed: inout [Bool], at place: borrowing TunePlace) {
    for id in allowed.indices where allowed[id] {
      allowed[id] = grammar.allows(Int32(id), in: state)
    }
  }

  mutating func advance(by token: Int32, to place: borrowing TunePlace) {
    grammar.advance(&state, by: token)
  }
}
