/// Remembers a sequence, and what followed when its latest tokens came before.
///
/// Music comes back to its measures, and a network that has read few tunes does not learn to look
/// them up. So it is told: beside each token it reads the one that followed the longest earlier
/// match of the latest tokens, the most recent of several, and how long that match is. What is read
/// changes; what is predicted stays as it is.
///
/// Source: the longest match as a predictor, Ziv & Lempel 1977; a memory of the text beside the
/// network, Grave, Joulin & Usunier 2017.
struct Recall {
  /// Tokens that are looked back over.
  static let span = 4096

  /// The shortest match of each class but that of no match.
  static let lengths = [1, 2, 3, 4, 5, 6, 8, 12, 16, 24, 32]

  /// Inputs of a network for it: a token or nothing that is recalled, and the classes.
  static func inputCount(vocabularySize: Int) -> Int { vocabularySize + 1 + lengths.count + 1 }

  /// The first size of the vectors of what is recalled, as a part of that of tokens.
  ///
  /// Drawn as large, they drown the token's own vector, to which they are added: on O'Neill's 1.298
  /// nats/token after eight epochs; with this scale 1.234.
  static let vectorScale = 0.3

  private var tokens: [Int32] = []

  /// Where each token has been, from the first place on.
  private var places: [Int32: [Int]] = [:]

  /// How many tokens up to each place equalled the latest ones, and after which token that was so.
  private var matches: [(length: Int, step: Int)] = []

  /// Takes a token in, and returns what followed its longest earlier match, and the class of its
  /// length.
  mutating func read(_ token: Int32) -> (token: Int32?, lengthClass: Int) {
    let step = tokens.count
    var (longest, found) = (0, 0)
    for place in places[token, default: []].reversed() {
      guard place >= step - Self.span else { break }
      let before = place > 0 ? matches[place - 1] : (length: 0, step: 0)
      let length = 1 + (before.step == step - 1 ? before.length : 0)
      matches[place] = (length, step)
      if length > longest { (longest, found) = (length, place) }
    }
    tokens.append(token)
    places[token, default: []].append(step)
    matches.append((0, step))
    guard longest > 0 else { return (nil, 0) }
    return (tokens[found + 1], Self.lengths.count { $0 <= longest })
  }
}
