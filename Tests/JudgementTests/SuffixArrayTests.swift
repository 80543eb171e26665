import TestSupport
import Testing

@testable import Judgement

@Suite struct SuffixArrayTests {
  @Test(arguments: 0..<60 as Range<UInt64>)
  func `places are in the order of the texts that start there`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let alphabet = [1, 2, 3, 40][Int(seed % 4)]
    let text = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
      Int32.random(in: 0..<Int32(alphabet), using: &generator)
    }
    let sorted = text.indices.sorted { text[$0...].lexicographicallyPrecedes(text[$1...]) }
    #expect(SuffixArray.places(of: text, alphabetSize: alphabet) == sorted.map { Int32($0) })
  }

  @Test func `a text that repeats itself is sorted too`() {
    let text = [Int32](repeating: 0, count: 50).flatMap { _ in [2, 1, 2, 1, 0] as [Int32] }
    let sorted = text.indices.sorted { text[$0...].lexicographicallyPrecedes(text[$1...]) }
    #expect(SuffixArray.places(of: text, alphabetSize: 3) == sorted.map { Int32($0) })
  }
}
