/// The bytes at a file's start that name its encoding.
enum ByteOrderMark {
  /// Whether a text starts with the mark of UTF-16, so that it must be recoded as a whole.
  static func isUTF16(_ start: [UInt8]) -> Bool {
    start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF])
  }

  /// Returns a text as UTF-8 without its mark; UTF-16 is recoded.
  static func removed(from bytes: [UInt8]) -> [UInt8] {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
    if bytes.starts(with: [0xFF, 0xFE]) { return recoded(bytes, low: 0, high: 1) }
    if bytes.starts(with: [0xFE, 0xFF]) { return recoded(bytes, low: 1, high: 0) }
    return bytes
  }

  private static func recoded(_ bytes: [UInt8], low: Int, high: Int) -> [UInt8] {
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map {
      UInt16(bytes[$0 + low]) | UInt16(bytes[$0 + high]) << 8
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}
