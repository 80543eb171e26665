import MusicModel
import NoteVocabulary
import Testing

/// Walks every state that a choice of tokens reaches, and back from the end.
@Suite struct GrammarReachabilityTests {
  /// The states reached, with the states that lead to each.
  private struct Reached {
    var states: [Grammar.State] = []
    var sources: [[Int]] = []
    var deadEnds = 0
    var statesThatEnd = 0
  }

  /// The walk goes on with the tokens of `symbols`, and with all tokens where none of those is
  /// allowed.
  private func explore(_ grammar: Grammar, _ symbols: [String]) -> Reached {
    let vocabulary = TuneEncoding().vocabulary
    let tokens = symbols.compactMap { vocabulary.id(of: $0) }
    let all = vocabulary.symbols.indices.map { Int32($0) }
    var reached = Reached(states: [grammar.initialState()], sources: [[]])
    var numbers = [grammar.initialState(): 0]
    var next = 0
    while next < reached.states.count {
      let state = reached.states[next]
      var allowed = tokens.filter { grammar.allows($0, in: state) }
      if allowed.isEmpty { allowed = all.filter { grammar.allows($0, in: state) } }
      if allowed.isEmpty, !state.hasEnded { reached.deadEnds += 1 }
      for token in allowed {
        var successor = state
        grammar.advance(&successor, by: token)
        if let number = numbers[successor] {
          reached.sources[number].append(next)
        } else {
          numbers[successor] = reached.states.count
          reached.states.append(successor)
          reached.sources.append([next])
        }
      }
      next += 1
    }
    reached.statesThatEnd = countStatesThatEnd(reached)
    return reached
  }

  private func countStatesThatEnd(_ reached: Reached) -> Int {
    var ends = reached.states.map(\.hasEnded)
    var queue = ends.indices.filter { ends[$0] }
    while let state = queue.popLast() {
      for source in reached.sources[state] where !ends[source] {
        ends[source] = true
        queue.append(source)
      }
    }
    return ends.count { $0 }
  }

  @Test(
    arguments: zip(
      zip(
        [nil, "AABB", "1+1", nil, nil, "measures"], [false, false, false, true, false, false]
      ).map { ($0, $1) }, [false, false, false, false, true, false]))
  func `no state is a dead end and each can reach the end`(
    asked: (form: String?, endsOnTonic: Bool), plansForm: Bool
  ) throws {
    let (form, endsOnTonic) = asked
    let meter = Meter(3, 8)
    var constraints = TuneConstraints()
    constraints.meter = meter
    constraints.endsOnTonic = endsOnTonic
    constraints.rhythm = .polka
    constraints.mode = .major
    constraints.tonic = PitchName(.c)
    constraints.minimumMeasures = 1
    constraints.maximumMeasures = 2
    if form == "measures" {
      constraints.measures = 3
    } else {
      constraints.form = try form.map { text throws(TuneFormError) in
        try TuneForm(parsing: text, measures: text == "AABB" ? 2 : nil)
      }
    }
    let grammar = try Grammar(TuneEncoding.Options(plansForm: plansForm), constraints)
    var symbols = [
      "<s>", "</s>", "R:polka", "M:\(meter)", "K:maj", "T:C", "L:1/16", "C4", "D4", "1/8", "1/4",
      "z", "-", "|", "||", "|]", ":|", "|:", "::", "[1", "[2",
    ]
    // With a plan or three measures there are so many states that fewer symbols must do.
    symbols += plansForm ? ["#1", "#2", "#;", "#-"] : []
    symbols += plansForm || form == "measures" ? [] : ["[", "]", "{", "}", "(3:2", "(2:3"]
    let reached = explore(grammar, symbols)
    #expect(reached.states.count > 1000)
    #expect(reached.deadEnds == 0)
    #expect(reached.statesThatEnd == reached.states.count)
  }

  @Test func `no state within a frame is a dead end`() throws {
    let vocabulary = TuneEncoding().vocabulary
    let symbols = [
      "<s>", "R:?", "M:3/8", "K:maj", "T:C", "L:1/8", "|:", "C4", "|", "1/4", "D4", "|", "[1", "C4",
      ":|", "[2", "1/4", "C4", "|]", "</s>",
    ]
    let tokens = try symbols.map { try #require(vocabulary.id(of: $0)) }
    var constraints = TuneConstraints()
    constraints.frame = try TuneFrame(tokens)
    constraints.mode = .major
    let grammar = try Grammar(TuneEncoding.Options(), constraints)
    #expect(grammar.accepts(tokens))
    let reached = explore(
      grammar,
      Array(Set(symbols)).sorted() + ["1/16", "z", "-", "[", "]", "{", "}", "(3:2"])
    #expect(reached.states.count > 300)
    #expect(reached.deadEnds == 0)
    #expect(reached.statesThatEnd == reached.states.count)
  }
}
