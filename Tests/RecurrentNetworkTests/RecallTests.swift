import Foundation
import Testing

@testable import RecurrentNetwork

@Suite struct RecallTests {
  /// What is recalled after each token of a sequence.
  private func recalled(_ tokens: [Int32]) -> [(token: Int32?, lengthClass: Int)] {
    var recall = Recall()
    return tokens.map { recall.read($0) }
  }

  /// The same as the definition reads: all earlier places compared from the latest.
  private func searched(_ tokens: ArraySlice<Int32>) -> (token: Int32?, length: Int) {
    var found: (token: Int32?, length: Int) = (nil, 0)
    for end in tokens.indices.dropLast().reversed() {
      let length = zip(tokens[...end].reversed(), tokens.reversed()).prefix { $0 == $1 }.count
      if length > found.length { found = (tokens[end + 1], length) }
    }
    return found
  }

  @Test func `what followed the longest match is recalled, the latest of several`() {
    let found = recalled([5, 6, 7, 5, 6, 8, 6, 5, 6])
    #expect(found.map(\.token) == [nil, nil, nil, 6, 7, nil, 8, 6, 8])
    #expect(found.map(\.lengthClass) == [0, 0, 0, 1, 2, 0, 1, 1, 2])
  }

  @Test func `random sequences are recalled as a search finds`() {
    var generator = CounterGenerator(seed: 8)
    for size in 1...4 as ClosedRange<Int32> {
      let tokens = (0..<200).map { _ in Int32.random(in: 0..<size, using: &generator) }
      for (index, found) in recalled(tokens).enumerated() {
        let expected = searched(tokens[...index])
        #expect(found.token == expected.token)
        #expect(found.lengthClass == Recall.lengths.count { $0 <= expected.length })
      }
    }
  }

  @Test func `a long sequence is looked back over as far as the span`() {
    let far = [1, 2, 3] + [Int32](repeating: 0, count: Recall.span - 3)
    #expect(recalled(far + [1]).last?.token == 2)
    #expect(recalled(far + [0, 1]).last?.token == nil)
  }

  private let shape = NetworkConfiguration(
    vocabularySize: 7, embeddingSize: 5, hiddenSize: 8, layers: 2,
    counter: InputCounter(counted: [2], clearing: [0], marking: [], returning: []), recalls: true)

  @Test func `inputs are the token, what is recalled or nothing, and the class of the match`() {
    let recall = Int32(7 + 32)
    let (nothing, classes) = (recall + 7, recall + 8)
    let unknown = [nothing, classes]
    #expect(
      shape.inputs(of: [0, 2, 3, 2])
        == [0] + unknown + [7] + unknown + [3] + unknown + [8, recall + 3, classes + 1])
    #expect(shape.inputCount == 7 + 32 + 8 + Recall.lengths.count + 1)
  }

  @Test(arguments: [1, 2])
  func `a session recalls each row for itself, and anew after a reset`(rows: Int) throws {
    let network = try Network(shape, seed: 1).randomized(seed: 2, scale: 0.3)
    let tokens = Array([[6, 2, 6, 2, 2, 6, 2], [2, 2, 3, 2, 6, 3, 2]].prefix(rows)) as [[Int32]]
    let batch = TokenBatch(tokens.map { $0 + [0] }, shape)
    let whole = try Trainer(network, options: .oneThread()).logits(batch).map(Double.init)
    var session = try InferenceSession(network, batchSize: rows, threads: 1)
    for isByRow in [true, false] {
      for t in 0..<7 {
        let logits = try session.step(tokens.map { $0[t] }).map(Double.init)
        #expect(
          relativeError(logits, Array(whole[t * 7 * rows..<(t + 1) * 7 * rows])) < 1e-5)
      }
      if isByRow { for row in 0..<rows { session.resetState(row: row) } }
      session.resetStates()
    }
  }

  @Test func `a file from before recall holds a network without it`() throws {
    var written = try #require(
      JSONSerialization.jsonObject(with: JSONEncoder().encode(shape)) as? [String: Any])
    #expect(written.removeValue(forKey: "recalls") as? Bool == true)
    let read = try JSONDecoder().decode(
      NetworkConfiguration.self, from: JSONSerialization.data(withJSONObject: written))
    var expected = shape
    expected.recalls = false
    #expect(read == expected)
  }

  @Test func `tokens that a recalling network draws can be traced`() throws {
    let network = try Network(shape, seed: 1)
    let trace = try NetworkTrace(
      network, length: 5, rows: 2, seed: 3, options: .oneThread(), learningRate: 1e-3)
    #expect(trace.gradients.norms.map(\.count) == [5, 5])
  }

  @Test func `a trace sums what is recalled`() throws {
    var plain = shape
    plain.recalls = false
    let tokens: [[Int32]] = [[0, 2, 3, 2, 3, 4, 2, 3], [5, 5, 5, 2, 1, 2]]
    var tensors = try Network(shape, seed: 1).randomized(seed: 2, scale: 0.4).tensors
    let table = try #require(tensors["embedding.weight"]?.floats)
    let first = plain.inputCount * plain.embeddingSize
    // Every position reads three vectors; those of what is recalled are one half each, in sum one.
    tensors["embedding.weight"] = Tensor(
      shape: [shape.inputCount, 5], table[..<first] + table[first...].map { _ in 0.5 })
    let recalling = try GradientTrace(
      Network(shape, tensors: tensors), TokenBatch(tokens, shape))
    tensors["embedding.weight"] = Tensor(
      shape: [plain.inputCount, 5], table[..<first].map { $0 + 1 })
    let expected = try GradientTrace(Network(plain, tensors: tensors), TokenBatch(tokens, plain))
    for (found, expected) in zip(recalling.norms, expected.norms) {
      #expect(relativeError(found, expected) < 1e-5)
    }
  }

  @Test func `a batch without what is recalled is refused`() throws {
    let network = try Network(shape, seed: 1)
    #expect(throws: NetworkError.self) {
      try Trainer(network, options: .oneThread()).evaluate(
        TokenBatch(timeSteps: 1, batchSize: 1, inputs: [3], targets: [0]))
    }
    #expect(throws: NetworkError.self) {
      try Network(
        NetworkConfiguration(
          head: .bernoulli, vocabularySize: 7, hiddenSize: 8, layers: 1, recalls: true), seed: 1)
    }
  }
}
