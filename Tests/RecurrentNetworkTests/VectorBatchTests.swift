import Foundation
import Testing

@testable import RecurrentNetwork

@Suite struct VectorBatchTests {
  private let frames = NetworkConfiguration(
    head: .bernoulli, vocabularySize: 88, hiddenSize: 24, layers: 1)

  private var blank: InitializationOptions {
    var options = InitializationOptions()
    options.headScale = 0
    return options
  }

  /// Pieces of chords that repeat every four frames, of different lengths.
  private let pieces: [[[Int]]] = [9, 5, 12].map { length in
    (0..<length).map { [[39, 43, 46], [41, 44, 48], [43, 47, 50], [39, 43, 48]][$0 % 4] }
  }

  @Test func `a head of zeros gives 88 ln 2 a frame`() throws {
    let network = try Network(frames, seed: 1, initialization: blank)
    let trainer = try Trainer(network, options: .oneThread())
    let loss = try trainer.evaluate(VectorBatch(pieces: pieces))
    #expect(loss.tokenCount == 8 + 4 + 11)
    #expect(abs(loss.lossSum / Double(loss.tokenCount) - 88 * log(2)) < 1e-4)
  }

  @Test func `frames beyond a piece's end count for nothing`() throws {
    let trainer = try Trainer(
      Network(frames, seed: 1).randomized(seed: 2), options: .oneThread())
    let together = try trainer.evaluate(VectorBatch(pieces: pieces)).lossSum
    let alone = try pieces.reduce(0.0) { sum, piece in
      try sum + trainer.evaluate(VectorBatch(pieces: [piece])).lossSum
    }
    #expect(abs(together - alone) < 1e-5 * alone)
  }

  @Test func `the first frame is scored on demand`() {
    let batch = VectorBatch(pieces: pieces, scoresFirst: true)
    #expect((batch.timeSteps, batch.targetCount) == (12, 9 + 5 + 12))
    #expect(batch.inputs[..<(3 * 88)].allSatisfy { $0 == 0 })
    #expect(batch.targets[..<88].indices.filter { batch.targets[$0] == 1 } == [39, 43, 46])
  }

  @Test(arguments: [Cell.lstm, .gru])
  func `a sequence of frames is memorised`(cell: Cell) throws {
    var (shape, options) = (frames, InitializationOptions())
    shape.cell = cell
    (options.inputScale, options.headBias) = (3, -3)
    let trainer = try Trainer(
      Network(shape, seed: 1, initialization: options), options: .oneThread())
    let batch = VectorBatch(pieces: pieces)
    for _ in 0..<150 { _ = try trainer.step(batch, learningRate: 1e-2) }
    #expect(try trainer.evaluate(batch).lossSum / 23 < 0.3)
  }

  @Test func `any logit is safe`() throws {
    for sign in [Float(1), -1] {
      var options = blank
      options.headBias = 1000 * sign
      let trainer = try Trainer(
        Network(frames, seed: 1, initialization: options), options: .oneThread())
      let result = try trainer.step(VectorBatch(pieces: pieces), learningRate: 1e-3)
      // Where every key is said to be on, each key that is off costs its logit, and the reverse.
      let wrong = Double(23 * (sign > 0 ? 85 : 3))
      #expect(abs(result.lossSum - 1000 * wrong) < 1)
      #expect(result.gradientNorm.isFinite)
    }
  }

  @Test func `stepping gives the scores of the whole sequence`() throws {
    let network = try Network(frames, seed: 1).randomized(seed: 2, scale: 0.3)
    let batch = VectorBatch(pieces: pieces)
    let whole = try Trainer(network, options: .oneThread()).logits(batch).map(Double.init)
    var session = try InferenceSession(network, batchSize: 3, threads: 1)
    for t in 0..<batch.timeSteps {
      let range = t * 3 * 88..<(t + 1) * 3 * 88
      let scores = try session.step(vectors: Array(batch.inputs[range])).map(Double.init)
      #expect(relativeError(scores, Array(whole[range])) < 1e-5)
    }
  }

  @Test func `batches that do not fit are refused with their place`() throws {
    let trainer = try Trainer(Network(frames, seed: 1), options: .oneThread())
    let tokens = TokenBatch(timeSteps: 1, batchSize: 1, inputs: [0], targets: [0])
    #expect(throws: NetworkError.invalidBatch("the network reads vectors, not tokens")) {
      try trainer.step(tokens, learningRate: 0.1)
    }
    #expect(throws: NetworkError.invalidBatch("inputs of 12 numbers per position; expected 88")) {
      try trainer.evaluate(VectorBatch(pieces: [[[1], [2]]], keys: 12))
    }
    var targets = [Float](repeating: 0, count: 2 * 88)
    targets[88] = 2
    let batch = VectorBatch(
      timeSteps: 1, batchSize: 2, inputs: [Float](repeating: 0, count: 176), targets: targets,
      isScored: [true, true])
    #expect(throws: NetworkError.invalidBatch("row 1, step 0: target 2.0; expected 0...1")) {
      try trainer.evaluate(batch)
    }
  }
}
