/// Texts as tokens: words or characters, from a vocabulary collected in the training texts.
///
/// Pieces of a text are separated by blank lines.
public struct TextEncoding: Hashable, Sendable {
  /// The version of the rules by which ids are assigned.
  public static let version = 1

  public let vocabulary: Vocabulary

  /// Takes up a stored vocabulary.
  ///
  /// - Throws: ``VocabularyError/foreignEncoding(kind:version:)`` for that of an encoding of music or of
  ///   another version.
  public init(_ vocabulary: Vocabulary) throws(VocabularyError) {
    guard vocabulary.kind.isText, vocabulary.version == Self.version else {
      throw .foreignEncoding(kind: vocabulary.kind, version: vocabulary.version)
    }
    self.vocabulary = vocabulary
  }

  /// Collects the symbols of pieces of text; ids follow the sorted symbols.
  ///
  /// - Precondition: `kind` is `words` or `characters`.
  public init(_ kind: EncodingKind, vocabularyOf pieces: some Sequence<String>) {
    precondition(kind.isText, "\(kind) has a vocabulary of its own")
    var symbols: Set<String> = []
    for piece in pieces {
      for symbol in Self.symbols(of: piece, kind) { symbols.insert(symbol) }
    }
    symbols.subtract([Vocabulary.startSymbol, Vocabulary.endSymbol])
    let sorted = symbols.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    do {
      vocabulary = try Vocabulary(
        kind: kind, version: Self.version,
        symbols: [Vocabulary.startSymbol, Vocabulary.endSymbol] + sorted)
    } catch {
      preconditionFailure("a sorted set repeats a symbol: \(error)")
    }
  }
}

extension TextEncoding {
  /// The pieces of a text, which blank lines separate; line ends become line feeds.
  public static func pieces(of text: String) -> [String] {
    var pieces: [String] = []
    var lines: [Substring] = []
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      if !line.allSatisfy(\.isWhitespace) {
        lines.append(line)
      } else if !lines.isEmpty {
        pieces.append(lines.joined(separator: "\n"))
        lines = []
      }
    }
    if !lines.isEmpty { pieces.append(lines.joined(separator: "\n")) }
    return pieces
  }

  /// Returns the tokens of one piece, from `<s>` to `</s>`.
  ///
  /// - Throws: ``EncodingError/unknownSymbol(_:position:)`` for the first symbol that the
  ///   vocabulary lacks.
  public func encode(_ piece: String) throws(EncodingError) -> [Int32] {
    var tokens = [Vocabulary.startToken]
    for (position, symbol) in Self.symbols(of: piece, vocabulary.kind).enumerated() {
      guard let id = vocabulary.id(of: symbol), id > Vocabulary.endToken else {
        throw .unknownSymbol(symbol, position: position)
      }
      tokens.append(id)
    }
    tokens.append(Vocabulary.endToken)
    return tokens
  }

  /// Returns the text of tokens: words joined by spaces, characters as they are.
  ///
  /// `<s>` is skipped; `</s>` ends the piece.
  public func decode(_ tokens: some Sequence<Int32>) throws(EncodingError) -> String {
    var symbols: [String] = []
    for (position, token) in tokens.enumerated() where token != Vocabulary.startToken {
      guard token != Vocabulary.endToken else { break }
      guard let symbol = vocabulary.symbol(of: token) else {
        throw .unknownToken(token, position: position)
      }
      symbols.append(symbol)
    }
    return symbols.joined(separator: vocabulary.kind == .words ? " " : "")
  }

  private static func symbols(of piece: String, _ kind: EncodingKind) -> [String] {
    kind == .words
      ? piece.split(whereSeparator: \.isWhitespace).map(String.init)
      : piece.unicodeScalars.map { String($0) }
  }
}
