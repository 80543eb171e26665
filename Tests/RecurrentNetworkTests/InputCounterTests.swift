import Testing

@testable import RecurrentNetwork

@Suite struct InputCounterTests {
  private let shape = NetworkConfiguration(
    vocabularySize: 7, embeddingSize: 5, hiddenSize: 8, layers: 2,
    counter: InputCounter(counted: [2], clearing: [0, 3], marking: [4], returning: [5]))

  @Test func `counted tokens are read by their count, and endings share a beginning`() {
    #expect(
      shape.inputs(of: [0, 6, 2, 4, 6, 2, 3, 6, 5, 2, 2, 0, 2])
        == [0, 6, 7, 4, 6, 8, 3, 6, 5, 8, 9, 0, 7])
    let long = shape.inputs(of: [Int32](repeating: 2, count: 40))
    #expect(Array(long.prefix(32)) == Array(7..<39))
    #expect(long.dropFirst(32).allSatisfy { $0 == 38 })
  }

  @Test func `where a plan tells the counts, what is left of each is read`() {
    // 10 is a key, 11 and 12 are digits, 13 closes a number, 14 begins the music.
    let planned = NetworkConfiguration(
      vocabularySize: 20, hiddenSize: 8, layers: 1,
      counter: InputCounter(
        counted: [2], clearing: [0, 3], marking: [4], returning: [5],
        plan: InputCounter.Plan(
          opening: [0], preceding: [10], digits: [15, 11, 12, 16], closing: [13], ending: [14])))
    let (inner, last, free) = (Int32(20 + 32), Int32(20 + 32 + 24), Int32(20))
    // Sections of 2 and 3; the digits before the key belong to something else.
    #expect(
      planned.inputs(of: [0, 12, 13, 10, 12, 13, 16, 13, 14, 2, 6, 3, 2, 2, 4, 2, 3, 5, 2, 3, 2])
        == [
          0, 12, 13, 10, 12, 13, 16, 13, 14, inner + 1, 6, 3, last + 2, last + 1, 4, last, 3, 5,
          last, 3, free,
        ])
    #expect(planned.inputs(of: [0, 14, 2, 2]) == [0, 14, free, free + 1])
    #expect(planned.inputCount == 20 + 32 + 48)
  }

  @Test func `without a counter tokens are read as they are`() {
    let plain = NetworkConfiguration(vocabularySize: 7, hiddenSize: 8, layers: 1)
    #expect(plain.inputs(of: [0, 2, 2]) == [0, 2, 2])
    #expect(plain.inputCount == 7)
  }

  @Test func `a session counts each row for itself, and anew after a reset`() throws {
    let network = try Network(shape, seed: 1).randomized(seed: 2, scale: 0.3)
    let tokens: [[Int32]] = [[6, 2, 6, 2, 2], [2, 2, 3, 2, 6]]
    let batch = TokenBatch(tokens.map { $0 + [0] }, shape)
    let whole = try Trainer(network, options: .oneThread()).logits(batch).map(Double.init)
    var session = try InferenceSession(network, batchSize: 2, threads: 1)
    for _ in 0..<2 {
      for t in 0..<5 {
        let logits = try session.step(tokens.map { $0[t] }).map(Double.init)
        #expect(relativeError(logits, Array(whole[t * 14..<(t + 1) * 14])) < 1e-5)
      }
      session.resetState(row: 0)
      session.resetState(row: 1)
    }
  }

  @Test func `counts have vectors of their own, and inputs beyond them are refused`() throws {
    let network = try Network(shape, seed: 1)
    #expect(network.tensors["embedding.weight"]?.shape == [39, 5])
    #expect(throws: NetworkError.self) {
      try Trainer(network, options: .oneThread()).evaluate(
        TokenBatch(timeSteps: 1, batchSize: 1, inputs: [39], targets: [0]))
    }
  }
}
