extension Span<UInt8> {
  /// The 16-bit number at an offset, the high byte first.
  func halfWord(at offset: Int) -> Int {
    Int(self[offset]) << 8 | Int(self[offset + 1])
  }

  /// The 32-bit number at an offset, the high byte first.
  func word(at offset: Int) -> UInt32 {
    UInt32(halfWord(at: offset)) << 16 | UInt32(halfWord(at: offset + 2))
  }

  /// Whether a four-letter type stands at an offset.
  func hasType(_ type: StaticString, at offset: Int) -> Bool {
    matches(type, at: offset) == 4
  }

  /// Whether at least three letters of a type stand at an offset, in either case.
  func hasNearly(_ type: StaticString, at offset: Int) -> Bool {
    matches(type, at: offset, foldingCase: true) >= 3
  }

  /// Whether a chunk seems to start at an offset: a printable type, and a length that fits.
  func isChunk(at offset: Int, end: Int) -> Bool {
    guard offset + 8 <= end else { return false }
    if hasNearly("MTrk", at: offset) { return true }
    for index in offset..<(offset + 4) where !(0x20...0x7E).contains(self[index]) { return false }
    return Int(word(at: offset + 4)) <= end - offset - 8
  }

  /// The first place of a four-letter type within a range.
  func firstIndex(of type: StaticString, from start: Int, to end: Int) -> Int? {
    guard start + 4 <= end else { return nil }
    // The third letter is rarer in music than M, which is a pitch and a delta too.
    for index in start...(end - 4) where self[index] == 0x4D && self[index + 1] == 0x54 {
      if hasType(type, at: index) { return index }
    }
    return nil
  }

  private func matches(
    _ type: StaticString, at offset: Int, foldingCase: Bool = false
  ) -> Int {
    guard offset >= 0, offset + 4 <= count else { return 0 }
    var letters = 0
    type.withUTF8Buffer { buffer in
      for (index, letter) in buffer.enumerated() {
        let byte = self[offset + index]
        if byte == letter || foldingCase && byte | 0x20 == letter | 0x20 { letters += 1 }
      }
    }
    return letters
  }
}
