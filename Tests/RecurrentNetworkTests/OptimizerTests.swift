import Foundation
import Testing

@testable import RecurrentNetwork

@Suite struct OptimizerTests {
  private let shape = NetworkConfiguration(
    vocabularySize: 7, embeddingSize: 6, hiddenSize: 5, layers: 1)

  @Test(
    arguments: OptimizerOptions.Method.allCases,
    [(nil, nil), (1e-3, nil), (0.2, 0.05), (nil, 0.01), (100, 50)] as [(Float?, Float?)])
  func `steps equal a plain loop on the clipped gradient`(
    method: OptimizerOptions.Method, clip: (norm: Float?, value: Float?)
  ) throws {
    var options = TrainerOptions.oneThread()
    (options.clipNorm, options.clipValue) = clip
    options.optimizer = OptimizerOptions(method)
    options.optimizer.weightDecay = 0.3
    options.averageDecay = 0.25
    let trainer = try Trainer(Network(shape, seed: 1).randomized(seed: 2), options: options)
    var plain = PlainOptimizer(trainer.network, options: options)
    for step in 1...4 {
      let batch = randomBatch(
        timeSteps: 4, batchSize: 3, vocabularySize: 7, seed: UInt64(step))
      _ = try trainer.gradients(batch)
      let gradient = trainer.gradientBuffer.floats(0..<trainer.store.layout.count)
      let norm = gradient.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
      let result = try trainer.step(batch, learningRate: 0.01)
      #expect(abs(result.gradientNorm - norm) < 1e-6 * norm)
      plain.step(gradient, learningRate: 0.01)
      #expect(relativeError(trainer.network.parameters.map(Double.init), plain.weights) < 1e-6)
      let average = trainer.withAveragedWeights { trainer.network.parameters.map(Double.init) }
      #expect(relativeError(average, plain.average) < 1e-6)
    }
  }

  @Test func `averaged weights are evaluated and saved by the path of the trained ones`() throws {
    var options = TrainerOptions.oneThread()
    options.averageDecay = 0.9
    let trainer = try Trainer(Network(shape, seed: 1), options: options)
    let batch = randomBatch(timeSteps: 4, batchSize: 3, vocabularySize: 7, seed: 1)
    for _ in 0..<5 { _ = try trainer.step(batch, learningRate: 0.05) }
    let raw = try (trainer.network, trainer.evaluate(batch))
    let averaged = try trainer.withAveragedWeights { () throws(NetworkError) in
      (trainer.network, try trainer.evaluate(batch))
    }
    #expect(averaged.0 != raw.0)
    let fresh = try Trainer(averaged.0, options: .oneThread())
    #expect(try fresh.evaluate(batch) == averaged.1)
    #expect(trainer.network == raw.0)
    #expect(try trainer.evaluate(batch) == raw.1)
  }

  @Test func `options out of range are refused`() {
    let changes: [(String, (inout TrainerOptions) -> Void)] = [
      ("recurrent dropout is 1.0; expected 0..<1", { $0.dropout.recurrent = 1 }),
      ("momentum is -1.0; expected 0..<1", { $0.optimizer.momentum = -1 }),
      ("epsilon is 0.0; expected more than 0", { $0.optimizer.epsilon = 0 }),
      ("clip value is nan; expected more than 0", { $0.clipValue = .nan }),
    ]
    for (message, change) in changes {
      var options = TrainerOptions()
      change(&options)
      #expect(throws: NetworkError.invalidConfiguration(message)) { try options.validate() }
    }
  }

  @Test func `weights decay, biases and token vectors do not`() {
    #expect(ParameterLayout.Role.inputWeights(pass: 0).decays)
    #expect(ParameterLayout.Role.recurrentWeights(pass: 0).decays)
    #expect(ParameterLayout.Role.headWeights.decays)
    #expect(!ParameterLayout.Role.embedding.decays)
    #expect(!ParameterLayout.Role.bias(pass: 0).decays)
    #expect(!ParameterLayout.Role.headBias.decays)
  }
}

/// The update rules as their formulas read, in double precision.
private struct PlainOptimizer {
  let options: TrainerOptions
  let layout: ParameterLayout
  var weights, average: [Double]
  var m, v: [Double]
  var steps = 0

  init(_ network: Network, options: TrainerOptions) {
    self.options = options
    layout = ParameterLayout(network.configuration)
    weights = network.parameters.map(Double.init)
    average = weights
    m = weights.map { _ in 0 }
    v = m
  }

  mutating func step(_ gradient: [Float], learningRate: Double) {
    steps += 1
    let limit = options.clipValue.map(Double.init) ?? .infinity
    var gradient = gradient.map { min(max(Double($0), -limit), limit) }
    let norm = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let scale = options.clipNorm.map { min(1, Double($0) / norm) } ?? 1
    gradient = gradient.map { $0 * scale }
    for slot in layout.slots {
      for i in slot.range {
        let g = gradient[i]
        if slot.role.decays { weights[i] -= learningRate * 0.3 * weights[i] }
        switch options.optimizer.method {
        case .adamW:
          m[i] = 0.9 * m[i] + 0.1 * g
          v[i] = 0.99 * v[i] + 0.01 * g * g
          let first = m[i] / (1 - pow(0.9, Double(steps)))
          let second = v[i] / (1 - pow(0.99, Double(steps)))
          weights[i] -= learningRate * first / (second.squareRoot() + 1e-8)
        case .rmsprop:
          v[i] = 0.99 * v[i] + 0.01 * g * g
          weights[i] -= learningRate * g / (v[i].squareRoot() + 1e-8)
        case .sgd:
          m[i] = 0.9 * m[i] + g
          weights[i] -= learningRate * m[i]
        }
      }
    }
    let decay = min(0.25, Double(1 + steps) / Double(10 + steps))
    for i in average.indices { average[i] = decay * average[i] + (1 - decay) * weights[i] }
  }
}
