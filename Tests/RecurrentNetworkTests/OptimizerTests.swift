import Foundation
import Testing

@testable import RecurrentNetwork

@Suite struct OptimizerTests {
  private let shape = NetworkConfiguration(
    vocabularySize: 7, embeddingSize: 6, hiddenSize: 5, layers: 1)

  @Test(arguments: [nil, 1e-3, 0.2, 100] as [Float?])
  func `steps equal a plain loop of AdamW on the clipped gradient`(clip: Float?) throws {
    var options = TrainerOptions.oneThread()
    options.clipNorm = clip
    options.optimizer.weightDecay = 0.3
    let trainer = try Trainer(Network(shape, seed: 1).randomized(seed: 2), options: options)
    let layout = trainer.store.layout
    var weights = trainer.network.parameters.map(Double.init)
    var (m, v) = (weights.map { _ in 0.0 }, weights.map { _ in 0.0 })
    for step in 1...4 {
      let batch = randomBatch(
        timeSteps: 4, batchSize: 3, vocabularySize: 7, seed: UInt64(step))
      _ = try trainer.gradients(batch)
      let gradient = trainer.gradientBuffer.floats(0..<layout.count).map(Double.init)
      let norm = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let scale = clip.map { min(1, Double($0) / norm) } ?? 1
      let result = try trainer.step(batch, learningRate: 0.01)
      #expect(abs(result.gradientNorm - norm) < 1e-6 * norm)
      for slot in layout.slots {
        for i in slot.range {
          let g = gradient[i] * scale
          m[i] = 0.9 * m[i] + 0.1 * g
          v[i] = 0.99 * v[i] + 0.01 * g * g
          if slot.role.decays { weights[i] -= 0.01 * 0.3 * weights[i] }
          let first = m[i] / (1 - pow(0.9, Double(step)))
          let second = v[i] / (1 - pow(0.99, Double(step)))
          weights[i] -= 0.01 * first / (second.squareRoot() + 1e-8)
        }
      }
      #expect(relativeError(trainer.network.parameters.map(Double.init), weights) < 1e-6)
    }
  }

  @Test func `weights decay, biases and token vectors do not`() {
    #expect(ParameterLayout.Role.inputWeights(layer: 0).decays)
    #expect(ParameterLayout.Role.recurrentWeights(layer: 0).decays)
    #expect(ParameterLayout.Role.headWeights.decays)
    #expect(!ParameterLayout.Role.embedding.decays)
    #expect(!ParameterLayout.Role.bias(layer: 0).decays)
    #expect(!ParameterLayout.Role.headBias.decays)
  }
}
