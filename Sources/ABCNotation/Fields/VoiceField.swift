import MusicModel

/// What stands after `V:`: an identifier, and properties.
struct VoiceField {
  var id: String
  var name: String?
  var clef = ClefProperties()

  /// Words that are no property.
  var unknown: [String] = []

  /// Reads the text after `V:` (ABC 2.1, section 7.1); `nil` where there is no identifier.
  init?(_ text: ArraySlice<UInt8>) {
    var words = Self.words(text)
    guard !words.isEmpty else { return nil }
    id = TextDecoder.verbatim(words.removeFirst())
    for word in words {
      if let value = Self.value(of: "name", in: word) ?? Self.value(of: "nm", in: word) {
        name = TextDecoder.string(from: value)
      } else if !clef.take(word) {
        unknown.append(TextDecoder.string(from: word))
      }
    }
  }

  private static func value(
    of name: StaticString, in word: ArraySlice<UInt8>
  ) -> ArraySlice<UInt8>? {
    guard let equals = word.firstIndex(of: .equals), word[..<equals].matches(name) else {
      return nil
    }
    let value = word[(equals + 1)...]
    guard value.first == .quote else { return value }
    return value.last == .quote && value.count > 1
      ? value.dropFirst().dropLast() : value.dropFirst()
  }

  /// Splits at blanks outside of quotes.
  private static func words(_ text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var isQuoted = false
    return text.split { byte in
      if byte == .quote { isQuoted.toggle() }
      return byte.isBlank && !isQuoted
    }
  }
}
