import Glibc

/// An open file of tagged chunks, read piece by piece.
struct RIFFFile {
  let descriptor: CInt

  /// The size in bytes, or `nil` for what is not a regular file.
  var size: Int? {
    var information = stat()
    guard unsafe fstat(descriptor, &information) == 0,
      information.st_mode & S_IFMT == S_IFREG
    else { return nil }
    return information.st_size
  }

  /// Bytes at an offset, or `nil` when the file ends before.
  func bytes(at offset: Int, count: Int) -> [UInt8]? {
    guard count <= 1 << 26 else { return nil }
    var bytes = [UInt8](repeating: 0, count: count)
    let received = unsafe bytes.withUnsafeMutableBytes { buffer in
      unsafe pread(descriptor, buffer.baseAddress, count, offset)
    }
    return received == count ? bytes : nil
  }

  /// The contents of the chunks in a range by tag, a `LIST` by the tag of its kind.
  ///
  /// - Returns: `nil` when a chunk reaches beyond the range.
  func chunks(in range: Range<Int>) -> [String: Range<Int>]? {
    var chunks: [String: Range<Int>] = [:]
    var offset = range.lowerBound
    while offset + 8 <= range.upperBound {
      guard let header = bytes(at: offset, count: 12) ?? bytes(at: offset, count: 8) else {
        return nil
      }
      var tag = String(decoding: header[0..<4], as: UTF8.self)
      var content = offset + 8..<offset + 8 + Int(littleEndian32(header, at: 4))
      guard content.upperBound <= range.upperBound else { return nil }
      offset = content.upperBound + content.count % 2
      if tag == "LIST", header.count == 12, content.count >= 4 {
        tag = String(decoding: header[8..<12], as: UTF8.self)
        content = content.lowerBound + 4..<content.upperBound
      }
      chunks[tag] = content
    }
    return chunks
  }
}

/// Four bytes as a number, the lowest first.
func littleEndian32(_ bytes: [UInt8], at offset: Int) -> UInt32 {
  (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) }
}
