import Glibc

/// The pages of an Ogg file.
///
/// Source: RFC 3533, section 6.
enum OggPages {
  /// Gives every page of an open file one fixed serial number.
  ///
  /// libsndfile draws the number from the clock, so that the same music would give other bytes on
  /// every run.
  ///
  /// - Returns: Whether the file is made of whole pages and was written back.
  static func fixSerialNumber(descriptor: CInt) -> Bool {
    var offset = 0
    while let page = page(descriptor: descriptor, offset: offset) {
      guard !page.isEmpty else { return true }
      var page = page
      page.replaceSubrange(14..<18, with: Array("lilt".utf8))
      page.replaceSubrange(22..<26, with: [0, 0, 0, 0])
      let checksum = checksum(of: page)
      for index in 0..<4 { page[22 + index] = UInt8(truncatingIfNeeded: checksum >> (8 * index)) }
      let written = unsafe page.withUnsafeBytes {
        unsafe pwrite(descriptor, $0.baseAddress, $0.count, offset)
      }
      guard written == page.count else { return false }
      offset += page.count
    }
    return false
  }

  /// The page at an offset, empty at the end of the file, `nil` where there is none.
  private static func page(descriptor: CInt, offset: Int) -> [UInt8]? {
    let file = RIFFFile(descriptor: descriptor)
    guard let size = file.size, offset < size else { return [] }
    guard let header = file.bytes(at: offset, count: 27), header[0..<4].elementsEqual("OggS".utf8),
      let lengths = file.bytes(at: offset + 27, count: Int(header[26]))
    else { return nil }
    let content = lengths.reduce(0) { $0 + Int($1) }
    return file.bytes(at: offset, count: 27 + lengths.count + content)
  }

  /// CRC-32 of polynomial 04C11DB7, highest bit first, from zero.
  private static func checksum(of bytes: [UInt8]) -> UInt32 {
    bytes.reduce(0) { table[Int(($0 >> 24) ^ UInt32($1))] ^ ($0 << 8) }
  }

  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte) << 24) { value, _ in
      value & 0x8000_0000 == 0 ? value << 1 : (value << 1) ^ 0x04C1_1DB7
    }
  }
}
