import ABCNotation
import MusicModel
import Testing

@testable import NoteVocabulary

@Suite struct TunePlanTests {
  private let planned = TuneEncoding(TuneEncoding.Options(plansForm: true))
  private let plain = TuneEncoding()

  private func tune(_ music: String) throws -> Tune {
    let text = "X:1\nT:t\nM:2/4\nL:1/4\nK:D\n" + music + "\n"
    return try #require(ABCReader().read(Array(text.utf8), file: "test.abc").tunes.first)
  }

  /// The symbols between key and unit length.
  private func plan(_ music: String) throws -> String {
    let symbols = try planned.encode(tune(music)).tokens.compactMap(planned.vocabulary.symbol)
    let end = try #require(symbols.firstIndex { $0.hasPrefix("L:") })
    return symbols[5..<end].joined(separator: " ")
  }

  @Test(arguments: [
    ("|: DE | FD :|: EF | GD :|", "#2 #; #2 #; |]"),
    ("DE | FD || EF | GE |]", "#2 #- #2 #-"),
    // A pick-up is no measure; it may stand before the repeat.
    ("|: D | DE | F :|: D | EF | D :|", "#2 #; #2 #; |]"),
    ("D |: DE | FG | A :|", "#3 #;"),
    // Endings count once.
    ("|: DE |1 FG :|2 FD || EF | GD |]", "#2 #; #2 #- |]"),
    // Twelve measures have two digits; a chord or a rest at the end is no tonic.
    ("DE | DE | DE | DE | DE | DE | DE | DE | DE | DE | DE | D[DA] |]", "#1 #2 #-"),
    ("DE | Dz |]", "#2 #-"),
    // A pick-up that nothing is taken from, and a short measure before another section's pick-up.
    ("D |: DE | FG | AB :|", "#3 #;"),
    ("DE | F || D | DE | FG |]", "#2 #- #2 #-"),
    // No plan: a second ending that the rest of the tune is in, a double bar inside a repeat,
    // another meter, the old tonic in another key.
    ("|: DE |1 FG :|2 FD | EF | GD |]", ""),
    ("|: DE | FD || EF | GD :|", ""),
    ("DE | [M:3/4] DEF |]", ""),
    ("DE | FD || [K:G] GA | FD |]", ""),
  ])
  func `the plan tells sections, repeats and the tonic`(music: String, expected: String) throws {
    #expect(try plan(music) == expected)
  }

  @Test func `a planned tune comes back as one without plan does`() throws {
    for seed in 0..<40 {
      var random = RandomTune(seed: UInt64(seed))
      let tune = random.tune()
      let encoded = try planned.encode(tune)
      #expect(try planned.decode(encoded.tokens, tonic: encoded.tonic) == plain.reduced(tune))
    }
  }

  @Test func `the grammar takes a tune that keeps its plan, and none that breaks it`() throws {
    var constraints = TuneConstraints()
    constraints.minimumMeasures = 1
    let grammar = try Grammar(planned.options, constraints)
    let tokens = try planned.encode(tune("|: DE | FD :|: EF | GD :|")).tokens
    #expect(grammar.accepts(tokens))
    let digit = try #require(planned.vocabulary.id(of: "#3"))
    let place = try #require(tokens.firstIndex(of: planned.vocabulary.id(of: "#2") ?? -1))
    var longer = tokens
    longer[place] = digit
    #expect(!grammar.accepts(longer))
    let other = try planned.encode(tune("|: DE | FD :|: EF | GE :|")).tokens
    let promise = try #require(planned.vocabulary.id(of: "|]"))
    let unit = try #require(other.firstIndex { planned.vocabulary.symbol(of: $0) == "L:1/4" })
    #expect(grammar.accepts(other))
    #expect(!grammar.accepts(Array(other[..<unit] + [promise] + other[unit...])))
    // Without the promise a tune ends elsewhere.
    #expect(!grammar.accepts(tokens.filter { $0 != promise }))
  }

  @Test(arguments: GrammarWalk.Choice.allCases)
  func `planned walks end, with the sections of their plan`(choice: GrammarWalk.Choice) throws {
    var constraints = TuneConstraints()
    constraints.meter = Meter(3, 8)
    constraints.minimumMeasures = 2
    constraints.maximumMeasures = 12
    let grammar = try Grammar(planned.options, constraints)
    for seed in 0..<40 {
      let walk = GrammarWalk(grammar, choice, planned.options, seed: UInt64(seed))
      #expect(walk.deadEnds == 0)
      let tune = try planned.decode(walk.tokens)
      #expect(MeasureChecker(tune).faults.isEmpty)
      let told = planned.vocabulary.symbols(of: walk.tokens)
      guard told.contains("#;") || told.contains("#-") else { continue }
      let found = FormFinder(tune).sections.map {
        "\($0.measures)" + ($0.isRepeated == true ? "#;" : "#-")
      }
      let plan = told.prefix { !$0.hasPrefix("L:") }.dropFirst(5).filter { $0 != "|]" }
        .map { $0.hasPrefix("#") && $0 != "#;" && $0 != "#-" ? String($0.dropFirst()) : $0 }
      #expect(found.joined() == plan.joined(), "seed \(seed)")
    }
  }

  @Test(arguments: ["AABB", "ABC", "12+4"]) func `a form that is asked for is planned`(
    text: String
  ) throws {
    var constraints = TuneConstraints()
    let form = try TuneForm(parsing: text)
    constraints.form = form
    constraints.endsOnTonic = true
    let grammar = try Grammar(planned.options, constraints)
    for seed in 0..<8 {
      let walk = GrammarWalk(grammar, .byKind, planned.options, seed: UInt64(seed))
      #expect(walk.deadEnds == 0)
      let found = FormFinder(try planned.decode(walk.tokens)).sections
      #expect(found.map(\.measures) == form.sections.map(\.measures))
      let told = planned.vocabulary.symbols(of: walk.tokens).prefix { !$0.hasPrefix("L:") }
      if text != "12+4" { #expect(told.filter { $0 == "#8" }.count == form.sections.count) }
      #expect(told.last == "|]" || text == "12+4")
    }
  }
}

extension Vocabulary {
  fileprivate func symbols(of tokens: [Int32]) -> [String] { tokens.compactMap(symbol) }
}
