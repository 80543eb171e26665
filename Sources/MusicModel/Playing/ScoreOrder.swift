/// The voices that `%%score` or `%%staves` lists, in its order.
///
/// How the voices are grouped in staves, braces and brackets is a matter of print alone.
package struct ScoreOrder: Hashable, Sendable {
  /// The voices as indices into the tune's, each once.
  package private(set) var voices: [Int] = []

  /// Identifiers that no voice of the tune has.
  package private(set) var unknown: [String] = []

  /// Creates the order that a tune's header gives, or `nil` where it gives none that names a voice.
  package init?(of tune: Tune) {
    let lists = tune.fields.compactMap { $0.letter == "%" ? Self.list(in: $0.text) : nil }
    guard let list = lists.last else { return nil }
    for id in list.split(whereSeparator: { " \t()[]{}|*+".contains($0) }).map(String.init) {
      guard let index = tune.voices.firstIndex(where: { $0.id == id }) else {
        unknown.append(id)
        continue
      }
      if !voices.contains(index) { voices.append(index) }
    }
    guard !voices.isEmpty else { return nil }
  }

  /// What follows the name of the directive.
  private static func list(in directive: String) -> Substring? {
    let name = directive.prefix { $0.isLetter }
    return name == "score" || name == "staves" ? directive.dropFirst(name.count) : nil
  }
}
