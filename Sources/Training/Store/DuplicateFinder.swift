import SafeFiles

/// Finds the pieces of a store's shards that an earlier one has already.
///
/// The pieces are read several times where they are many, each time for a part of all hashes, so
/// that memory stays within ``mostEntries`` hashes and four bytes a piece.
struct DuplicateFinder {
  /// The first piece with the same tokens, or else much the same melody; ``none`` without one.
  private(set) var originals: [UInt32] = []
  private(set) var exactCount = 0
  private(set) var nearCount = 0

  /// Tokens of the pieces that are no exact duplicates.
  private(set) var tokens = 0

  static let none = UInt32.max

  private static let mostEntries = 4_000_000

  private let indices: [String]

  /// Pieces before each shard, and all at the end.
  private var starts = [0]

  /// The shard read last.
  private var cache: (shard: Int, bytes: [UInt8]) = (-1, [])

  /// - Parameter indices: The paths of the shards' indices, in order.
  init(_ indices: [String]) throws(FileError) {
    self.indices = indices
    for path in indices {
      let bytes = try InputFile.read(path)
      starts.append((starts.last ?? 0) + bytes.count / PieceRecord.size)
    }
    originals = [UInt32](repeating: Self.none, count: starts.last ?? 0)
    try findExact()
    try findNear()
  }

  /// The pieces in each shard.
  var shards: [Int] { zip(starts, starts.dropFirst()).map { $1 - $0 } }

  /// Calls a function with each piece, its number and its record.
  private func forEach(_ body: (Int, PieceRecord) throws(FileError) -> Void) throws(FileError) {
    var number = 0
    for path in indices {
      let bytes = try InputFile.read(path)
      for place in stride(from: 0, to: bytes.count, by: PieceRecord.size) {
        try body(number, PieceRecord(bytes, at: place))
        number += 1
      }
    }
  }

  /// The record of a piece by its number.
  mutating func record(_ number: Int) throws(FileError) -> PieceRecord {
    var (low, high) = (0, indices.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= number { low = middle } else { high = middle }
    }
    if cache.shard != low { cache = (low, try InputFile.read(indices[low])) }
    return PieceRecord(cache.bytes, at: (number - starts[low]) * PieceRecord.size)
  }

  private mutating func findExact() throws(FileError) {
    let passes = UInt64(originals.count / Self.mostEntries + 1)
    var found = originals
    var (exact, kept) = (0, 0)
    for pass in 0..<passes {
      var first: [[UInt8]: UInt32] = [:]
      try forEach { number, record in
        guard record.contentHash.number(at: 0, width: 8) % passes == pass else { return }
        if let original = first[record.contentHash] {
          found[number] = original
          exact += 1
        } else {
          first[record.contentHash] = UInt32(number)
          kept += record.count
        }
      }
    }
    (originals, exactCount, tokens) = (found, exact, kept)
  }

  private mutating func findNear() throws(FileError) {
    let passes = UInt64(MinHash.bands * originals.count / Self.mostEntries + 1)
    var reader = self
    var found = originals
    for pass in 0..<passes {
      var first: [UInt64: UInt32] = [:]
      try forEach { number, record throws(FileError) in
        guard originals[number] == Self.none else { return }
        for band in 0..<MinHash.bands {
          let key = MinHash.key(of: record.signature, band: band)
          guard key % passes == pass else { continue }
          guard let original = first[key] else {
            first[key] = UInt32(number)
            continue
          }
          guard found[number] == Self.none || original < found[number] else { continue }
          let other = try reader.record(Int(original)).signature
          if MinHash.similarity(record.signature, other) >= MinHash.threshold {
            found[number] = original
          }
        }
      }
    }
    nearCount = found.count { $0 != Self.none } - exactCount
    originals = found
  }
}
