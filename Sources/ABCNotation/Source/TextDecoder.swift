/// Turns the bytes of texts into strings (ABC 2.1, section 8.2).
enum TextDecoder {
  /// Decodes UTF-8, or Latin-1 where the bytes are not UTF-8, and resolves the escapes of ABC.
  static func string(from bytes: ArraySlice<UInt8>) -> String {
    let isPlain = bytes.allSatisfy {
      $0 < 0x80 && $0 != .backslash && $0 != UInt8(ascii: "&") && $0 != 0
    }
    if isPlain { return String(decoding: bytes, as: UTF8.self) }
    return TextEscapes.resolved(in: plainString(from: bytes))
  }

  /// Decodes UTF-8 or Latin-1 and leaves the escapes of ABC as they are.
  static func verbatim(_ bytes: ArraySlice<UInt8>) -> String { plainString(from: bytes) }

  /// Whether the bytes are valid UTF-8.
  static func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.allSatisfy { $0 < 0x80 } || String(validating: bytes, as: UTF8.self) != nil
  }

  private static func plainString(from bytes: ArraySlice<UInt8>) -> String {
    let bytes = bytes.filter { $0 != 0 }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}
