import Foundation
import Testing

@testable import RecurrentNetwork

/// Losses that `Benchmarks/peers/losses.py` stored.
private struct Run: Decodable, CustomTestStringConvertible {
  let cell: Cell
  let method: OptimizerOptions.Method
  let isBidirectional: Bool
  let losses: [Double]

  var testDescription: String { "\(cell) \(method)\(isBidirectional ? " both ways" : "")" }

  static let stored: [Run] = {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/pytorch_losses.json")
    let data = (try? Data(contentsOf: path)) ?? Data()
    return (try? JSONDecoder().decode([Run].self, from: data)) ?? []
  }()
}

/// The generator that the script has too.
private struct Congruential {
  private var state: UInt32 = 1

  mutating func bits() -> UInt32 {
    state = state &* 1_664_525 &+ 1_013_904_223
    return state
  }

  mutating func weights(_ shape: [Int]) -> Tensor {
    Tensor(
      shape: shape,
      (0..<shape.reduce(1, *)).map { _ in Float(Double(bits()) / 4_294_967_296 * 0.6 - 0.3) })
  }

  mutating func tokens(_ count: Int) -> [Int32] {
    (0..<count).map { _ in Int32(bits() / 65536 % 13) }
  }
}

@Suite struct PyTorchTests {
  @Test func `losses are stored`() {
    #expect(Run.stored.map(\.losses.count) == [100, 100, 100, 100, 100])
  }

  @Test(arguments: Run.stored)
  fileprivate func `a hundred training steps equal PyTorch's`(run: Run) throws {
    let shape = NetworkConfiguration(
      cell: run.cell, vocabularySize: 13, embeddingSize: 8, hiddenSize: 16, layers: 2,
      direction: run.isBidirectional ? .concatenated : .forward)
    var numbers = Congruential()
    var options = TrainerOptions.oneThread()
    options.optimizer = OptimizerOptions(run.method)
    if run.method != .adamW { options.optimizer.weightDecay = 0 }
    let trainer = try Trainer(network(shape, &numbers), options: options)
    let batches = (0..<4).map { _ in
      TokenBatch(
        timeSteps: 12, batchSize: 6, inputs: numbers.tokens(72), targets: numbers.tokens(72))
    }
    let rate: Float = [.adamW: 1e-2, .rmsprop: 3e-3, .sgd: 0.1][run.method] ?? 0
    for (step, expected) in run.losses.enumerated() {
      let result = try trainer.step(batches[step % 4], learningRate: rate)
      #expect(abs(result.lossSum / 72 - expected) < 1e-3, "step \(step + 1)")
    }
  }

  private func network(
    _ shape: NetworkConfiguration, _ numbers: inout Congruential
  ) throws -> Network {
    var tensors = try Network(shape, seed: 1).tensors
    let prefix = shape.cell.prefix
    func draw(_ name: String) { tensors[name] = numbers.weights(tensors[name]?.shape ?? []) }
    draw("embedding.weight")
    for layer in 0..<2 {
      for suffix in shape.direction == .forward ? [""] : ["", "_reverse"] {
        for kind in ["weight_ih", "weight_hh", "bias_ih"] {
          draw("\(prefix).\(kind)_l\(layer)\(suffix)")
        }
        guard shape.cell == .gru else { continue }
        let candidate = numbers.weights([16]).floats ?? []
        tensors["gru.bias_hh_l\(layer)\(suffix)"] = Tensor(
          shape: [48], [Float](repeating: 0, count: 32) + candidate)
      }
    }
    draw("head.weight")
    draw("head.bias")
    return try Network(shape, tensors: tensors)
  }
}
