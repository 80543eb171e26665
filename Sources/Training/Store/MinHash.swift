import NoteVocabulary

/// A signature by which pieces with much the same melody are recognised, in any key.
///
/// The melody is cut into overlapping runs of ``runLength`` steps; each number of the signature is
/// the least of one hash over all runs. The share of equal numbers of two signatures estimates the
/// share of runs that two pieces have in common.
///
/// Source: Broder 1997; bands as in Leskovec, Rajaraman & Ullman, "Mining of Massive Datasets",
/// section 3.4.
enum MinHash {
  /// The numbers of a signature.
  static let width = 36

  /// Groups of numbers, one of which at least must agree for two pieces to be compared.
  static let bands = 9

  /// The share of equal numbers from which pieces are called much the same.
  static let threshold = 0.5

  private static let runLength = 6

  /// One odd factor for each number.
  private static let factors: [UInt64] = (1...width).map { mix(UInt64($0)) | 1 }

  /// Returns the signature of a piece.
  static func signature(of tokens: [Int32], _ kind: EncodingKind) -> [UInt32] {
    let steps = steps(of: tokens, kind)
    var least = [UInt32](repeating: .max, count: width)
    for start in 0...max(0, steps.count - runLength) {
      var run: UInt64 = 0
      for step in steps[start..<min(start + runLength, steps.count)] {
        run = mix(run ^ UInt64(bitPattern: Int64(step)))
      }
      for index in 0..<width {
        least[index] = min(least[index], UInt32(truncatingIfNeeded: (run &* factors[index]) >> 32))
      }
    }
    return least
  }

  /// What identifies one band of a signature.
  static func key(of signature: [UInt32], band: Int) -> UInt64 {
    let rows = width / bands
    return signature[band * rows..<(band + 1) * rows].reduce(mix(UInt64(band))) { key, number in
      mix(key ^ UInt64(number))
    }
  }

  /// The share of numbers that two signatures have in common.
  static func similarity(_ first: [UInt32], _ second: [UInt32]) -> Double {
    Double(zip(first, second).count { $0 == $1 }) / Double(width)
  }

  /// The melody's steps: of music as played the intervals between notes, of tunes, which stand in
  /// one key, the tokens.
  private static func steps(of tokens: [Int32], _ kind: EncodingKind) -> [Int32] {
    let isPitch: (Int32) -> Bool
    switch kind {
    case .events: isPitch = { EventEncoding.isNote($0) }
    case .frames: isPitch = { FrameEncoding.pitch(of: $0) != nil }
    case .tune, .words, .characters: return tokens
    }
    let pitches = tokens.filter(isPitch)
    return zip(pitches, pitches.dropFirst()).map { $1 - $0 }
  }

  /// A hash of 64 bits (SplitMix64; Steele, Lea & Flood 2014).
  private static func mix(_ number: UInt64) -> UInt64 {
    var z = number &+ 0x9e37_79b9_7f4a_7c15
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
