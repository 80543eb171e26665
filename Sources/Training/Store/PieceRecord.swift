/// What a shard's index tells of one piece: 184 bytes, numbers with the lowest byte first.
struct PieceRecord: Hashable, Sendable {
  /// Where its tokens start in the shard, and how many there are.
  var start: Int
  var count: Int

  /// Its file among those of the store, and its line, or 0 for MIDI.
  var file: Int
  var line: Int

  /// The first 16 bytes of the SHA-256 hash of its tokens.
  var contentHash: [UInt8]

  /// What its melody is recognised by, ``MinHash/width`` numbers.
  var signature: [UInt32]

  /// The bytes of a record.
  static let size = 8 + 4 + 8 + 4 + 16 + 4 * MinHash.width

  /// Adds the record to an index.
  func write(to bytes: inout [UInt8]) {
    bytes.append(UInt64(start), width: 8)
    bytes.append(UInt64(count), width: 4)
    bytes.append(UInt64(file), width: 8)
    bytes.append(UInt64(line), width: 4)
    bytes += contentHash
    for number in signature { bytes.append(UInt64(number), width: 4) }
  }

  /// Reads the record that starts at a place of an index.
  init(_ bytes: [UInt8], at place: Int) {
    start = Int(bytes.number(at: place, width: 8))
    count = Int(bytes.number(at: place + 8, width: 4))
    file = Int(bytes.number(at: place + 12, width: 8))
    line = Int(bytes.number(at: place + 20, width: 4))
    contentHash = Array(bytes[place + 24..<place + 40])
    signature = (0..<MinHash.width).map {
      UInt32(truncatingIfNeeded: bytes.number(at: place + 40 + 4 * $0, width: 4))
    }
  }

  init(
    start: Int, count: Int, file: Int, line: Int, contentHash: [UInt8],
    signature: [UInt32]
  ) {
    self.start = start
    self.count = count
    self.file = file
    self.line = line
    self.contentHash = contentHash
    self.signature = signature
  }
}

extension [UInt8] {
  /// Adds a number, the lowest byte first.
  mutating func append(_ number: UInt64, width: Int) {
    for byte in 0..<width { append(UInt8(truncatingIfNeeded: number >> (8 * UInt64(byte)))) }
  }

  /// The number of so many bytes at a place, the lowest first.
  func number(at place: Int, width: Int) -> UInt64 {
    var number: UInt64 = 0
    for byte in 0..<width { number |= UInt64(self[place + byte]) << (8 * UInt64(byte)) }
    return number
  }
}
