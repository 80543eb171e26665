import RecurrentNetwork
import Testing

@testable import Training

@Suite struct StreamBatcherTests {
  private func plan(
    _ sequences: [[Int32]], batchSize: Int = 4, timeSteps: Int = 10, variesLength: Bool = false,
    seed: UInt64 = 1
  ) -> StreamPlan {
    var generator = CounterGenerator(seed: seed)
    return StreamBatcher(
      sequences.map { TokenSequence($0) }, batchSize: batchSize, timeSteps: timeSteps,
      variesLength: variesLength
    ).plan(using: &generator)
  }

  @Test(arguments: [false, true])
  func `rows go on from window to window, and every token is predicted once`(varies: Bool) {
    let sequences = Tiny.sequences(30, seed: 3)
    let plan = plan(sequences, variesLength: varies)
    let batches = plan.windows.indices.map(plan.batch)
    #expect(batches[0].continuesRow.isEmpty)
    #expect(batches.dropFirst().allSatisfy { $0.continuesRow == [true, true, true, true] })
    var read: [[Int32]] = Array(repeating: [], count: 4)
    var predicted = read
    for batch in batches {
      for place in batch.targets.indices where batch.targets[place] >= 0 {
        read[place % 4].append(batch.inputs[place])
        predicted[place % 4].append(batch.targets[place])
      }
    }
    #expect(Array(read.joined()) == Array(plan.sequence.tokens.dropLast()))
    #expect(Array(predicted.joined()) == Array(plan.sequence.tokens.dropFirst()))
    #expect(plan.sequence.tokens.sorted() == Array(sequences.joined()).sorted())
  }

  @Test func `lengths of windows are drawn around the steps asked for`() {
    let long = [Array(repeating: Int32(2), count: 20_000)]
    let windows = plan(long, batchSize: 1, timeSteps: 70, variesLength: true).windows.dropLast()
    let mean = Double(windows.map(\.count).reduce(0, +)) / Double(windows.count)
    #expect((64...72).contains(mean))
    #expect(windows.contains { $0.count < 45 })
    #expect(Set(windows.map(\.count)).count > 8)
    #expect(plan(long, timeSteps: 70).windows.dropLast().allSatisfy { $0.count == 70 })
  }

  @Test func `a short text has fewer rows`() {
    #expect(plan([[0, 2, 3, 4, 1]], batchSize: 8, timeSteps: 10).rows == 1)
  }
}
