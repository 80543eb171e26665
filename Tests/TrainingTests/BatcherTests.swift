import RecurrentNetwork
import Testing

@testable import Training

@Suite struct BatcherTests {
  /// Sequences with the lengths of folk tunes: most 80 to 220 tokens, a few very long.
  static func tunes(_ count: Int, seed: UInt64) -> [TokenSequence] {
    var generator = CounterGenerator(seed: seed)
    return (0..<count).map { index in
      let spread = (0..<4).map { _ in generator.uniform() }.reduce(0, +) / 4
      var length = Int(60 + 200 * spread * spread * 2)
      if index % 40 == 0 { length *= 1 + Int(generator.next() % 5) }
      return TokenSequence(
        (0..<length).map { Int32(truncatingIfNeeded: (index * 131 + $0 * 7) % 50) })
    }
  }

  @Test(arguments: [8, 16])
  func `every target stands in exactly one place, after its input`(batchSize: Int) {
    let sequences = Self.tunes(150, seed: 3)
    let batcher = Batcher(sequences, batchSize: batchSize, longestBatch: 128)
    var generator = CounterGenerator(seed: 5)
    let plan = batcher.plan(using: &generator)
    #expect(plan.groups.flatMap(\.sequences).sorted() == Array(sequences.indices))
    for group in plan.groups {
      #expect(group.sequences.count <= batchSize)
      let batches = batcher.batches(of: group)
      #expect(batches.allSatisfy { $0.timeSteps <= 128 })
      for (row, index) in group.sequences.enumerated() {
        let rows = group.sequences.count
        let pairs = batches.flatMap { batch in
          (0..<batch.timeSteps).map { step in
            (batch.inputs[step * rows + row], batch.targets[step * rows + row])
          }
        }.filter { $0.1 != TokenBatch.ignoredTarget }
        #expect(pairs.map(\.0) == Array(sequences[index].tokens.dropLast()))
        #expect(pairs.map(\.1) == Array(sequences[index].tokens.dropFirst()))
      }
    }
  }

  @Test func `a sequence longer than a batch goes on from the state before`() {
    let batcher = Batcher(
      [TokenSequence([Int32](repeating: 2, count: 300))], batchSize: 4, longestBatch: 100)
    let batches = batcher.batches(of: batcher.plan().groups[0])
    #expect(batches.map(\.timeSteps) == [104, 104, 96])
    #expect(batches.map(\.continuesRow) == [[], [true], [true]])
    #expect(batches.map(\.targetCount).reduce(0, +) == 299)
  }

  @Test(arguments: [150, 1000, 4000], [8, 16])
  func `padding is under five percent of the work`(count: Int, batchSize: Int) {
    let batcher = Batcher(Self.tunes(count, seed: 11), batchSize: batchSize)
    var generator = CounterGenerator(seed: 1)
    #expect(batcher.plan(using: &generator).paddingShare < 0.05)
    #expect(batcher.plan().paddingShare < 0.05)
  }

  @Test func `a seed decides the order, and epochs differ`() {
    let batcher = Batcher(Self.tunes(100, seed: 2), batchSize: 8)
    let plans = [1, 1, 2].map { (stream: UInt64) in
      var generator = CounterGenerator(seed: 9, stream: stream)
      return batcher.plan(using: &generator)
    }
    #expect(plans[0] == plans[1])
    #expect(plans[0].groups.map(\.sequences) != plans[2].groups.map(\.sequences))
  }
}
