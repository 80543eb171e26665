/// The symbols that a model knows, in the order of their ids.
///
/// Ids follow from the encoding alone (``TuneEncoding``, ``EventEncoding``, ``FrameEncoding``) or
/// from the sorted training texts (``TextEncoding``), so the same data gives the same ids. A model file stores the
/// vocabulary as JSON.
public struct Vocabulary: Hashable, Sendable {
  /// The id of `<s>`, the first token of every piece.
  public static let startToken: Int32 = 0

  /// The id of `</s>`, the last token of every piece.
  public static let endToken: Int32 = 1

  /// The text of ``startToken``.
  public static let startSymbol = "<s>"

  /// The text of ``endToken``.
  public static let endSymbol = "</s>"

  public let kind: EncodingKind

  /// The version of the encoding that assigned the ids.
  public let version: Int

  /// How tunes are reduced to tokens; `nil` for other encodings.
  public let tuneOptions: TuneEncoding.Options?

  /// How music becomes frames; `nil` for other encodings.
  public let frameOptions: FrameEncoding.Options?

  /// The symbols by id, all different.
  public let symbols: [String]

  private let ids: [String: Int32]

  /// Creates a vocabulary.
  ///
  /// - Throws: ``VocabularyError`` unless the symbols start with `<s>`, `</s>` and differ.
  public init(
    kind: EncodingKind, version: Int, tuneOptions: TuneEncoding.Options? = nil,
    frameOptions: FrameEncoding.Options? = nil, symbols: [String]
  ) throws(VocabularyError) {
    guard symbols.prefix(2) == [Self.startSymbol, Self.endSymbol] else {
      throw .missingBoundarySymbols
    }
    var ids: [String: Int32] = [:]
    ids.reserveCapacity(symbols.count)
    for (id, symbol) in symbols.enumerated() {
      guard ids.updateValue(Int32(id), forKey: symbol) == nil else {
        throw .repeatedSymbol(symbol)
      }
    }
    self.kind = kind
    self.version = version
    self.tuneOptions = tuneOptions
    self.frameOptions = frameOptions
    self.symbols = symbols
    self.ids = ids
  }
}

extension Vocabulary {
  /// The number of symbols.
  public var count: Int { symbols.count }

  /// The id of a symbol, or `nil` if the vocabulary lacks it.
  public func id(of symbol: String) -> Int32? { ids[symbol] }

  /// The symbol of an id, or `nil` outside the vocabulary.
  public func symbol(of id: Int32) -> String? {
    symbols.indices.contains(Int(id)) ? symbols[Int(id)] : nil
  }
}

extension Vocabulary: Codable {
  private enum CodingKeys: String, CodingKey {
    case kind, version, tuneOptions, frameOptions, symbols
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      kind: container.decode(EncodingKind.self, forKey: .kind),
      version: container.decode(Int.self, forKey: .version),
      tuneOptions: container.decodeIfPresent(TuneEncoding.Options.self, forKey: .tuneOptions),
      frameOptions: container.decodeIfPresent(FrameEncoding.Options.self, forKey: .frameOptions),
      symbols: container.decode([String].self, forKey: .symbols))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind, forKey: .kind)
    try container.encode(version, forKey: .version)
    try container.encodeIfPresent(tuneOptions, forKey: .tuneOptions)
    try container.encodeIfPresent(frameOptions, forKey: .frameOptions)
    try container.encode(symbols, forKey: .symbols)
  }
}

/// What makes a list of symbols unfit for a vocabulary.
public enum VocabularyError: Error, Equatable, Sendable {
  /// The list does not start with `<s>` and `</s>`.
  case missingBoundarySymbols

  /// A symbol stands in the list twice.
  case repeatedSymbol(String)

  /// The vocabulary was made by another kind or version of encoding.
  case foreignEncoding(kind: EncodingKind, version: Int)
}

extension VocabularyError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missingBoundarySymbols:
      "the vocabulary does not start with <s> and </s>"
    case .repeatedSymbol(let symbol):
      "the vocabulary holds '\(symbol)' twice"
    case .foreignEncoding(let kind, let version):
      "the vocabulary belongs to version \(version) of the encoding '\(kind.rawValue)', "
        + "which this program does not read; train the model again"
    }
  }
}
