/// Turns the bytes of texts into strings (ABC 2.1, section 8.2).
enum TextDecoder {
  /// Decodes UTF-8, or Latin-1 where the bytes are not UTF-8, and resolves the escapes of ABC.
  static func string(from bytes: ArraySlice<UInt8>) -> String {
    var highBits: UInt8 = 0
    var hasEscape = false
    var hasNUL = false
    for byte in bytes {
      highBits |= byte
      if byte == .backslash || byte == UInt8(ascii: "&") { hasEscape = true }
      if byte == 0 { hasNUL = true }
    }
    if highBits < 0x80, !hasEscape, !hasNUL { return String(decoding: bytes, as: UTF8.self) }
    let text = plainString(from: hasNUL ? bytes.filter { $0 != 0 }[...] : bytes)
    return hasEscape ? TextEscapes.resolved(in: text) : text
  }

  /// Decodes UTF-8 or Latin-1 and leaves the escapes of ABC as they are.
  static func verbatim(_ bytes: ArraySlice<UInt8>) -> String {
    plainString(from: bytes.filter { $0 != 0 }[...])
  }

  /// Whether the bytes are valid UTF-8.
  static func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
    // Without a way out in its middle the loop takes many bytes at a time.
    var highBits: UInt8 = 0
    for byte in bytes { highBits |= byte }
    return highBits < 0x80 || String(validating: bytes, as: UTF8.self) != nil
  }

  private static func plainString(from bytes: ArraySlice<UInt8>) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}
