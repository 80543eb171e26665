import NoteVocabulary
import RecurrentNetwork

extension InputCounter {
  /// Counts the measures of each section of a tune by their bar lines; another ending goes on from
  /// where the first began.
  ///
  /// - Returns: `nil` for a vocabulary in which `|` is no bar line.
  init?(measuresOf vocabulary: Vocabulary) {
    guard [.tune, .words].contains(vocabulary.kind), vocabulary.id(of: "|") != nil else {
      return nil
    }
    func ids(_ symbols: [String]) -> [Int32] { symbols.compactMap(vocabulary.id) }
    let sectionEnds = vocabulary.symbols.filter { symbol in
      symbol.count > 1 && symbol.contains("|") && symbol != ".|"
        && symbol.allSatisfy("|:[]".contains)
    }
    self.init(
      counted: ids(["|", ".|", "bar-"]),
      clearing: ids([Vocabulary.startSymbol, "::", "bar*"] + sectionEnds),
      marking: ids(["[1", "|1"]),
      returning: ids(["[2", "[3", "[4", "|2", "|3", "|4"]),
      plan: vocabulary.tuneOptions?.plansForm == true ? Self.plan(vocabulary) : nil)
  }

  /// The plan in the header of a tune: after the key, before the unit length.
  private static func plan(_ vocabulary: Vocabulary) -> Plan {
    func ids(_ prefixes: [String]) -> [Int32] {
      vocabulary.symbols.indices.filter { id in
        prefixes.contains { vocabulary.symbols[id].hasPrefix($0) }
      }.map(Int32.init)
    }
    return Plan(
      opening: [Vocabulary.startToken], preceding: ids(["K:", "T:"]),
      digits: (0...9).flatMap { ids(["#\($0)"]) },
      closing: ids(["#;", "#-"]), ending: ids(["L:"]))
  }
}
