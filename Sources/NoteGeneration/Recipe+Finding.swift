extension Recipe {
  /// Finds a recipe in the bytes of a picture or of an audio file.
  ///
  /// - Throws: ``RecipeError/noRecipe`` if there is none.
  public init(findingIn bytes: [UInt8]) throws(RecipeError) {
    guard let start = Self.mark(in: bytes) else { throw .noRecipe }
    let isMarkup = bytes.prefix(100).contains(UInt8(ascii: "<"))
    let text = String(decoding: Self.untilClosingBrace(bytes[start...], isMarkup), as: UTF8.self)
    try self.init(parsing: isMarkup ? Self.unescaped(text) : text)
  }

  /// Where a recipe starts among bytes, if one does.
  public static func mark(in bytes: [UInt8]) -> Int? {
    let mark = Array("lilt:\(version) {".utf8)
    return bytes.indices.first { bytes[$0] == mark[0] && bytes[$0...].starts(with: mark) }
  }

  /// The bytes up to the brace that closes the first one; braces within strings do not count.
  private static func untilClosingBrace(
    _ bytes: ArraySlice<UInt8>, _ isMarkup: Bool
  ) -> ArraySlice<UInt8> {
    let quote = Array((isMarkup ? "&quot;" : "\"").utf8)
    var depth = 0
    var isInString = false
    var isEscaped = false
    for index in bytes.indices {
      if bytes[index...].starts(with: quote), !isEscaped { isInString.toggle() }
      isEscaped = bytes[index] == UInt8(ascii: "\\") && !isEscaped
      guard !isInString else { continue }
      switch bytes[index] {
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return bytes[...index] }
      default: break
      }
    }
    return bytes
  }

  /// XML's own signs as they are.
  private static func unescaped(_ text: String) -> String {
    [("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")].reduce(text) {
      $0.replacing($1.0, with: $1.1)
    }
  }
}
