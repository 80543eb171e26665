import Foundation
import Testing

@testable import RecurrentNetwork

@Suite struct GradientTraceTests {
  private func shape(_ cell: Cell, _ head: Head = .softmax) -> NetworkConfiguration {
    NetworkConfiguration(
      cell: cell, head: head, vocabularySize: 7, embeddingSize: 5, hiddenSize: 8, layers: 2,
      sumsLayers: head == .linear)
  }

  @Test(arguments: Cell.allCases, [Head.softmax, .linear])
  func `its formulas give the engine's logits and gradients`(cell: Cell, head: Head) throws {
    let shape = shape(cell, head)
    let network = try Network(shape, seed: 1).randomized(seed: 2, scale: 0.4)
    let batch = randomVectorBatch(timeSteps: 6, batchSize: 3, shape, seed: 3)
    let tokens = randomBatch(timeSteps: 6, batchSize: 3, vocabularySize: 7, seed: 3)
    let trainer = try Trainer(network, options: .oneThread())
    let stack = try StackTrace(network)
    let table = network.parameters[ParameterLayout(shape)[.embedding]]
    let vectors =
      head == .softmax
      ? tokens.inputs.flatMap {
        table[table.startIndex + Int($0) * 5..<table.startIndex + Int($0) * 5 + 5]
      }
      : batch.inputs
    let steps = try stack.forward(vectors, timeSteps: 6, batchSize: 3)
    let found = try (0..<6).flatMap { time in
      try stack.logits(steps.map { $0[time].newHidden }).values
    }
    let expected = try head == .softmax ? trainer.logits(tokens) : trainer.logits(batch)
    #expect(relativeError(found.map(Double.init), expected.map(Double.init)) < 1e-5)
  }

  @Test(arguments: Cell.allCases)
  func `norms over lags equal finite differences`(cell: Cell) throws {
    let shape = shape(cell, .linear)
    let network = try Network(shape, seed: 1).randomized(seed: 2, scale: 0.4)
    let batch = randomVectorBatch(timeSteps: 5, batchSize: 2, shape, seed: 3)
    let trace = try GradientTrace(network, batch)
    #expect(trace.norms.map(\.count) == [5, 5])
    #expect(trace.gates.map(\.count) == [cell.gateNames.count, cell.gateNames.count])
    // The gradient by a state from which a shorter sequence starts, at its own lag.
    for lag in 1..<4 {
      var sum = 0.0
      for row in 0..<2 {
        let end = (0..<5).last { batch.isScored[$0 * 2 + row] } ?? 0
        guard end >= lag else { continue }
        sum += try norm(network, batch, row: row, from: end - lag, to: end)
      }
      let rows = (0..<2).filter { row in ((0..<5).last { batch.isScored[$0 * 2 + row] } ?? 0) >= lag
      }
      let expected = sum / Double(rows.count)
      #expect(abs(trace.norms[0][lag] - expected) < 0.02 * expected + 1e-4, "lag \(lag)")
    }
  }

  /// The norm of the gradient of the loss at step `to` by the lowest layer's state after step `from`.
  private func norm(
    _ network: Network, _ batch: VectorBatch, row: Int, from: Int, to: Int
  ) throws -> Double {
    let stack = try StackTrace(network)
    func loss(unit: Int, shift: Float) throws -> Double {
      let width = 5
      var states = stack.cells.map { PlainMatrix(rows: 1, columns: $0.recurrent.rows) }
      var cells = states
      var outputs = states
      for time in 0...to {
        let start = (time * 2 + row) * width
        var x = PlainMatrix(rows: 1, columns: width, Array(batch.inputs[start..<start + width]))
        for layer in stack.cells.indices {
          let step = try stack.cells[layer].forward(x, hidden: states[layer], cell: cells[layer])
          (states[layer], cells[layer]) = (step.newHidden, step.newCell)
          if time == from && layer == 0 { states[0].values[unit] += shift }
          x = states[layer]
        }
        outputs = states
      }
      let target = batch.targets[(to * 2 + row) * 7..<(to * 2 + row + 1) * 7]
      return zip(try stack.logits(outputs).values, target)
        .reduce(0) { $0 + pow(Double($1.0) - Double($1.1), 2) }
    }
    let gradient = try (0..<8).map { unit in
      try (loss(unit: unit, shift: 5e-3) - loss(unit: unit, shift: -5e-3)) / 1e-2
    }
    return gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  @Test func `a network looks at what it says itself`() throws {
    for head in [Head.softmax, .bernoulli] {
      let shape = NetworkConfiguration(
        head: head, vocabularySize: 7, hiddenSize: 8, layers: 1)
      let network = try Network(shape, seed: 1)
      let trace = try NetworkTrace(
        network, length: 12, rows: 4, seed: 1, options: .oneThread(), learningRate: 1e-3)
      #expect(trace.gradients.norms[0].count == 12)
      #expect(trace.gradients.gates[0].map(\.name) == ["input", "forget", "candidate", "output"])
      #expect(trace.updates.contains { $0.name == "lstm.weight_hh_l0" && $0.ratio > 0 })
    }
  }
}
