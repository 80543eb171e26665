import MusicModel
import NoteVocabulary
import RecurrentNetwork

/// The tunes of one set: two or three of a kind, each key related to the one before.
struct SetPlan {
  /// Tunes that are still to come.
  private(set) var tunesLeft: Int

  private var generator: CounterGenerator
  private let firstKey: KeySignature

  /// - Parameters:
  ///   - seed: Decides everything, together with the number.
  ///   - number: The number of the set in its session, from 0.
  init(seed: UInt64, number: Int) {
    generator = CounterGenerator(seed: seed, stream: Self.stream).split(UInt64(number))
    tunesLeft = generator.next() % 2 == 0 ? 2 : 3
    let keys = KeySignature.usualForSets
    firstKey = keys[Int(generator.next() % UInt64(keys.count))]
  }

  /// What the numbers of the seed's generator are for.
  private static let stream: UInt64 = 0x736574

  /// The key of the next tune.
  ///
  /// - Parameters:
  ///   - wish: The key that somebody asked for; the first tune is in it.
  ///   - last: The key of the tune before in the set.
  mutating func nextKey(wish: KeySignature?, after last: KeySignature?) -> KeySignature {
    tunesLeft -= 1
    let number = generator.next()
    guard let last else { return wish ?? firstKey }
    let keys = last.related
    return keys.isEmpty ? last : keys[Int(number % UInt64(keys.count))]
  }
}
