/// A counter-based random number generator: the n-th number depends on the key and n alone.
///
/// Number n is SplitMix64's output function of `key + n · γ`. Any position can be reached in O(1),
/// independent uses get generators of their own by ``split(_:)``, and the whole state is two words.
///
/// Source: Steele, Lea & Flood 2014, "Fast splittable pseudorandom number generators".
public struct CounterGenerator: RandomNumberGenerator, Hashable, Codable, Sendable {
  /// Names the sequence; equal keys give equal numbers.
  public let key: UInt64

  /// How many numbers have been drawn.
  public var counter: UInt64

  /// Creates the generator whose sequence starts at a given key, as SplitMix64 does at a seed.
  public init(key: UInt64, counter: UInt64 = 0) {
    self.key = key
    self.counter = counter
  }

  /// Creates the generator of one use of a seed.
  ///
  /// - Parameters:
  ///   - seed: What the user chose.
  ///   - stream: What the numbers are for; different streams of one seed are unrelated.
  public init(seed: UInt64, stream: UInt64 = 0) {
    let root = Self.mix(seed &+ Self.increment)
    self.init(key: Self.mix(root ^ Self.mix(stream &+ 0x6a09_e667_f3bc_c909)))
  }

  /// Draws the next 64 bits.
  @inlinable
  public mutating func next() -> UInt64 {
    counter &+= 1
    return Self.mix(key &+ counter &* Self.increment)
  }
}

extension CounterGenerator {
  /// Returns a generator whose sequence is unrelated to this one and to other indices' sequences.
  ///
  /// It does not depend on how many numbers this generator has drawn.
  public func split(_ index: UInt64) -> CounterGenerator {
    CounterGenerator(seed: key, stream: index)
  }

  /// Returns the 64 bits at a position without drawing.
  ///
  /// - Parameter position: 0 for the first number that a fresh generator draws.
  @inlinable
  public func bits(at position: UInt64) -> UInt64 {
    Self.mix(key &+ (position &+ 1) &* Self.increment)
  }

  /// Draws a number from [0, 1), a multiple of 2⁻⁵³.
  @inlinable
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  @usableFromInline static let increment: UInt64 = 0x9e37_79b9_7f4a_7c15

  @usableFromInline static func mix(_ word: UInt64) -> UInt64 {
    var word = word
    word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
    return word ^ (word >> 31)
  }
}
