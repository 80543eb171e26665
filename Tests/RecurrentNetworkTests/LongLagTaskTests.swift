import Testing

@testable import RecurrentNetwork

@Suite struct LongLagTaskTests {
  @Test func `two numbers of a sequence are marked, and their sum is asked for at the end`() {
    var generator = CounterGenerator(seed: 1)
    let batch = LongLagTask.addingBatch(30, 4, &generator)
    #expect(batch.targetCount == 4)
    for row in 0..<4 {
      let marked = (0..<30).filter { batch.inputs[2 * ($0 * 4 + row) + 1] == 1 }
      #expect(marked.count == 2 && marked[0] < 15 && marked[1] >= 15)
      let sum = marked.reduce(Float(0)) { $0 + batch.inputs[2 * ($1 * 4 + row)] }
      #expect(batch.targets[29 * 4 + row] == sum)
    }
  }

  @Test func `ten letters are asked for after the signal`() {
    var generator = CounterGenerator(seed: 1)
    let batch = LongLagTask.copyBatch(15, 2, &generator)
    #expect(batch.timeSteps == 35)
    for row in 0..<2 {
      let inputs = (0..<35).map { batch.inputs[$0 * 2 + row] }
      let targets = (0..<35).map { batch.targets[$0 * 2 + row] }
      #expect(targets[25...] == inputs[..<10])
      #expect(targets[..<25].allSatisfy { $0 == 8 })
      #expect(inputs.firstIndex(of: 9) == 24)
    }
  }

  @Test func `a short addition is learned`() throws {
    let task = LongLagTask.adding
    let network = try Network(task.configuration(cell: .lstm, hiddenSize: 16, layers: 1), seed: 1)
    let trainer = try Trainer(network, options: .oneThread())
    var generator = CounterGenerator(seed: 1)
    var loss = 1.0
    for _ in 0..<600 {
      let result = try trainer.step(
        task, length: 4, batchSize: 32, learningRate: 1e-2, using: &generator)
      loss = result.lossSum / Double(result.tokenCount)
    }
    #expect(task.isSolved(loss: loss, length: 4), "\(loss)")
  }
}
