/// Bytes of a RIFF file, the lowest byte of a number first.
struct ChunkBytes {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ value: some FixedWidthInteger) {
    var rest = value
    for _ in 0..<value.bitWidth / 8 {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  /// Appends a text of a fixed width that ends with at least one zero.
  mutating func append(_ text: String, width: Int) {
    let name = Array(text.utf8.prefix(width - 1))
    bytes += name + [UInt8](repeating: 0, count: width - name.count)
  }

  mutating func append(_ other: [UInt8]) { bytes += other }

  /// The bytes as a chunk of their own.
  func chunk(_ tag: String) -> [UInt8] {
    var result = ChunkBytes()
    result.bytes = Array(tag.utf8)
    result.append(UInt32(bytes.count))
    return result.bytes + bytes + (bytes.count % 2 == 1 ? [0] : [])
  }
}
