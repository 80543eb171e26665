import Foundation

/// Titles reduced so that the settings of one tune share one.
enum TuneTitle {
  /// The title in lower case, without article, bracketed remarks, numbering, accents and
  /// punctuation; `The Rakes of Mallow (2)` and `Rakes Of Mallow, The` become `rakes of mallow`.
  static func normalized(_ title: String) -> String {
    let folded = title.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
    var words = withoutBrackets(folded).split { !$0.isLetter && !$0.isNumber && $0 != "'" }
      .map { $0.filter { $0 != "'" } }
      .filter { !$0.isEmpty && !$0.allSatisfy(\.isNumber) && $0 != "no" }
    if words.count > 1, articles.contains(words[0]) { words.removeFirst() }
    if words.count > 1, let last = words.last, articles.contains(last) { words.removeLast() }
    return words.joined(separator: " ")
  }

  private static let articles: Set<String> = ["the", "a", "an"]

  private static func withoutBrackets(_ text: String) -> String {
    var depth = 0
    var kept = ""
    for character in text {
      switch character {
      case "(", "[": depth += 1
      case ")", "]": depth = max(0, depth - 1)
      default: if depth == 0 { kept.append(character) }
      }
    }
    return kept
  }
}
