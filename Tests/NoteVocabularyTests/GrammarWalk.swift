import MusicModel
import NoteVocabulary
import TestSupport

/// A tune drawn at random among what a grammar allows.
struct GrammarWalk {
  enum Choice: CaseIterable {
    /// Every allowed token is as likely as the others.
    case byToken
    /// Every kind of token is as likely as the others, so that rare structure is common.
    case byKind
  }

  var tokens: [Int32] = []

  /// The number of tokens where nothing was allowed; the walk stops there.
  var deadEnds = 0

  init(
    _ grammar: Grammar, _ choice: Choice, _ options: TuneEncoding.Options = TuneEncoding.Options(),
    seed: UInt64, limit: Int = 200_000
  ) {
    var random = SeededGenerator(seed: seed)
    let kinds = Self.kinds(options)
    var mask = [Bool](repeating: false, count: kinds.count)
    var state = grammar.initialState()
    while !state.hasEnded, tokens.count < limit {
      grammar.mask(state, into: &mask)
      if choice == .byKind { Self.keepOneKind(&mask, kinds, &random) }
      guard let token = Self.pick(mask, &random) else {
        deadEnds += 1
        return
      }
      tokens.append(token)
      grammar.advance(&state, by: token)
    }
  }

  private static func pick(_ mask: [Bool], _ random: inout SeededGenerator) -> Int32? {
    let count = mask.count { $0 }
    guard count > 0 else { return nil }
    var left = Int.random(in: 0..<count, using: &random)
    for id in mask.indices where mask[id] {
      if left == 0 { return Int32(id) }
      left -= 1
    }
    return nil
  }

  private static func keepOneKind(
    _ mask: inout [Bool], _ kinds: [Int], _ random: inout SeededGenerator
  ) {
    let present = Set(mask.indices.filter { mask[$0] }.map { kinds[$0] }).sorted()
    guard let kind = present.randomElement(using: &random) else { return }
    for id in mask.indices where kinds[id] != kind { mask[id] = false }
  }

  private static func kinds(_ options: TuneEncoding.Options) -> [Int] {
    let names = TuneEncoding(options).vocabulary.symbols.map(kind)
    return names.map { names.firstIndex(of: $0) ?? 0 }
  }

  private static func kind(of symbol: String) -> String {
    if symbol.contains(":"), symbol.first?.isUppercase == true { return String(symbol.prefix(2)) }
    if symbol.first?.isNumber == true { return "duration" }
    if symbol.first?.isUppercase == true, symbol.last?.isNumber == true { return "pitch" }
    if symbol.hasPrefix("\"") { return "chord symbol" }
    return symbol.hasPrefix("(") ? "(" : symbol
  }
}
