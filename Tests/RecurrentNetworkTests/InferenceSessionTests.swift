import Testing

@testable import RecurrentNetwork

@Suite struct InferenceSessionTests {
  private func network(_ cell: Cell) throws -> Network {
    let shape = NetworkConfiguration(
      cell: cell, vocabularySize: 19, embeddingSize: 12, hiddenSize: 40, layers: 2)
    return try Network(shape, seed: 1).randomized(seed: 2, scale: 0.3)
  }

  @Test(arguments: Cell.allCases)
  func `stepping gives the logits of the whole sequence`(cell: Cell) throws {
    let network = try network(cell)
    let batch = randomBatch(timeSteps: 8, batchSize: 3, vocabularySize: 19, seed: 1)
    let whole = try Trainer(network, options: .oneThread()).logits(batch).map(Double.init)
    var session = try InferenceSession(network, batchSize: 3, threads: 1)
    for t in 0..<8 {
      let logits = try session.step(Array(batch.inputs[t * 3..<(t + 1) * 3])).map(Double.init)
      #expect(relativeError(logits, Array(whole[t * 3 * 19..<(t + 1) * 3 * 19])) < 1e-5)
    }
  }

  @Test func `a reset row begins anew and the others go on`() throws {
    let network = try network(.lstm)
    var session = try InferenceSession(network, batchSize: 2, threads: 1)
    let first = try session.step([3, 4])
    let second = try session.step([5, 6])
    session.resetStates()
    _ = try session.step([3, 4])
    session.resetState(row: 0)
    let mixed = try session.step([3, 6])
    #expect(mixed[..<19] == first[..<19])
    #expect(mixed[19...] == second[19...])
  }

  @Test(
    arguments: [
      (1, 1, Precision.float32), (2, 1, .float32), (7, 1, .float32), (64, 1, .float32),
      (16, 2, .float32), (7, 1, .bfloat16), (16, 2, .bfloat16),
    ].filter(\.2.isSupported))
  func `a row's bits depend on neither its place nor its neighbours`(
    rows: Int, threads: Int, precision: Precision
  ) throws {
    let network = try network(.lstm)
    let melody: [Int32] = [1, 5, 2, 8, 18, 0, 7]
    var expected: [[Float]] = []
    for row in Set([0, 1, rows / 2, rows - 1]).sorted() where row < rows {
      var generator = CounterGenerator(seed: UInt64(row))
      var session = try InferenceSession(
        network, batchSize: rows, precision: precision, threads: threads)
      for (t, token) in melody.enumerated() {
        var tokens = (0..<rows).map { _ in Int32.random(in: 0..<19, using: &generator) }
        tokens[row] = token
        let logits = Array(try session.step(tokens)[row * 19..<(row + 1) * 19])
        if row == 0 { expected.append(logits) }
        #expect(logits == expected[t], "row \(row), step \(t)")
      }
    }
  }

  @Test func `a token outside the vocabulary is refused`() throws {
    var session = try InferenceSession(try network(.lstm), batchSize: 2, threads: 1)
    var message = ""
    do throws(NetworkError) { _ = try session.step([0, 19]) } catch { message = "\(error)" }
    #expect(message == "batch: row 1: input 19; expected 0..<19")
  }
}
