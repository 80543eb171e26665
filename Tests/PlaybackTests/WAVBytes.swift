/// A WAV file of sixteen bits taken apart by the letter of its format.
enum WAVBytes {
  struct Malformed: Error {}

  /// The samples of the chunk `data`, which may claim to reach beyond the end of the file.
  static func samples(_ bytes: [UInt8]) throws -> [Int16] {
    guard bytes.count > 12, bytes[0..<4].elementsEqual("RIFF".utf8) else { throw Malformed() }
    var offset = 12
    while offset + 8 <= bytes.count {
      let size = (0..<4).reduce(0) { $0 | Int(bytes[offset + 4 + $1]) << (8 * $1) }
      if bytes[offset..<offset + 4].elementsEqual("data".utf8) {
        let content = bytes[(offset + 8)..<min(offset + 8 + size, bytes.count)]
        return stride(from: content.startIndex, to: content.endIndex - 1, by: 2).map {
          Int16(truncatingIfNeeded: Int(content[$0]) | Int(content[$0 + 1]) << 8)
        }
      }
      offset += 8 + size + size % 2
    }
    throw Malformed()
  }
}
