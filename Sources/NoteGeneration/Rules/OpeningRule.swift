import NoteVocabulary

/// Makes a tune begin with an ``Opening``.
struct OpeningRule: TokenConstraint {
  private let opening: Opening
  private var next = 0

  init(_ opening: Opening) {
    self.opening = opening
  }

  func restrict(_ allowed: inout [Bool], at place: borrowing TunePlace) {
    guard let state = place.state else { return }
    if state.isInHeader {
      if allowed[Int(opening.unit)] { Self.keep(opening.unit, of: &allowed) }
      return
    }
    guard opening.elements.indices.contains(next) else { return }
    switch opening.elements[next] {
    case .token(let token): Self.keep(token, of: &allowed)
    case .note: Self.keepPitches(of: &allowed)
    case .measure: closeOnly(with: bar(after: next), &allowed, state)
    }
  }

  mutating func advance(by token: Int32, to place: borrowing TunePlace) {
    guard place.state?.isInHeader == false, token != opening.unit,
      opening.elements.indices.contains(next)
    else { return }
    if opening.elements[next] == .measure {
      if case .bar = TuneTokenTable.extended.tokens[Int(token)] {
        next += bar(after: next) == nil ? 1 : 2
      }
    } else {
      next += 1
    }
  }

  /// The bar line that closes a measure of the model's choice; `nil` if that is open too.
  private func bar(after element: Int) -> Int32? {
    guard element + 1 < opening.elements.count,
      case .token(let token) = opening.elements[element + 1],
      case .bar = TuneTokenTable.extended.tokens[Int(token)]
    else { return nil }
    return token
  }

  /// Takes away the bar lines that do not follow, and ties over the one that does.
  private func closeOnly(with bar: Int32?, _ allowed: inout [Bool], _ state: Grammar.State) {
    guard let bar else { return }
    for (id, token) in TuneTokenTable.extended.tokens.enumerated().prefix(allowed.count) {
      switch token {
      case .bar where id != Int(bar): allowed[id] = false
      case .tie where state.onset == state.measureDuration: allowed[id] = false
      case .ending: allowed[id] = false
      default: break
      }
    }
  }

  private static func keep(_ token: Int32, of allowed: inout [Bool]) {
    for id in allowed.indices where id != Int(token) { allowed[id] = false }
  }

  private static func keepPitches(of allowed: inout [Bool]) {
    let before = allowed
    allowed = [Bool](repeating: false, count: allowed.count)
    for (id, _) in TokenKinds.pitches { allowed[id] = before[id] }
  }
}

extension OpeningRule {
  /// Walks through an opening with the first token that fits each gap.
  ///
  /// - Throws: ``GenerationError/impossibleOpening(symbol:measure:)`` where the grammar does not
  ///   allow what is given.
  static func check(_ opening: Opening, _ grammar: Grammar) throws(GenerationError) {
    var place = TunePlace(grammar)
    var rule = OpeningRule(opening)
    var measure = 1
    var allowed = [Bool](repeating: false, count: grammar.tokenCount)
    for _ in 0..<100_000 where rule.next < opening.elements.count {
      place.mask(into: &allowed)
      rule.restrict(&allowed, at: place)
      guard let id = simplest(allowed) else {
        throw .impossibleOpening(symbol: rule.expected, measure: measure)
      }
      let token = TuneTokenTable.extended.tokens[id]
      place.advance(by: Int32(id))
      rule.advance(by: Int32(id), to: place)
      if case .bar = token, rule.next > 1 { measure += 1 }
    }
  }

  /// The symbol that an opening holds at the present place.
  private var expected: String {
    guard opening.elements.indices.contains(next), case .token(let id) = opening.elements[next]
    else { return "*" }
    return TuneTokenTable.extended.tokens[Int(id)].symbol
  }

  /// A token that leads on by the shortest way: a bar line, else a rest, else anything.
  private static func simplest(_ allowed: [Bool]) -> Int? {
    let tokens = TuneTokenTable.extended.tokens
    let ids = allowed.indices.filter { allowed[$0] }
    return ids.first { if case .bar = tokens[$0] { true } else { false } }
      ?? ids.first { tokens[$0] == .rest } ?? ids.first { tokens[$0] != .end }
  }
}
