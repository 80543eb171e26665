import Foundation

@testable import RecurrentNetwork

/// The whole network written as its formulas read, in double precision, row by row.
struct ReferenceNetwork {
  let configuration: NetworkConfiguration
  var parameters: [String: [Double]]

  init(_ network: Network) {
    configuration = network.configuration
    parameters = network.tensors.mapValues { ($0.floats ?? []).map(Double.init) }
  }

  struct Result {
    var lossSum = 0.0
    /// `(T, B, V)`.
    var logits: [Double]
    /// Of the mean loss, under PyTorch's names.
    var gradients: [String: [Double]]
  }

  /// Computes loss, logits and gradients of a batch.
  ///
  /// - Parameters:
  ///   - first: First states by layer, `(B, H)`; zeros when empty.
  ///   - mask: Dropout factor at (site, time step, row, unit).
  func run(
    _ batch: TokenBatch, first: CarriedStates = CarriedStates(),
    mask: (Int, Int, Int, Int) -> Double = { _, _, _, _ in 1 }
  ) -> Result {
    let (v, e) = (configuration.vocabularySize, configuration.embeddingSize)
    let (n, count) = (configuration.hiddenSize, batch.targetCount)
    var result = Result(
      logits: [Double](repeating: 0, count: batch.inputs.count * v),
      gradients: parameters.mapValues { [Double](repeating: 0, count: $0.count) })
    let headName = configuration.tiesEmbedding ? "embedding.weight" : "head.weight"
    let (table, head) = (
      parameters["embedding.weight", default: []], parameters[headName, default: []]
    )
    let bias = parameters["head.bias", default: []]
    let cells = (0..<configuration.layers).map(cell)
    var gradients = cells.map {
      ReferenceCell.Gradients(
        weightIH: $0.weightIH.map { _ in 0 }, weightHH: $0.weightHH.map { _ in 0 },
        biasIH: $0.biasIH.map { _ in 0 }, biasHH: $0.biasHH.map { _ in 0 })
    }
    for row in 0..<batch.batchSize {
      func start(_ states: [[Float]], _ layer: Int) -> [Double] {
        guard layer < states.count, !states[layer].isEmpty else {
          return [Double](repeating: 0, count: n)
        }
        return states[layer][row * n..<(row + 1) * n].map(Double.init)
      }
      // Forward.
      var steps: [[ReferenceCell.Step]] = cells.map { _ in [] }
      var dTop: [[Double]] = []
      for t in 0..<batch.timeSteps {
        let token = Int(batch.inputs[t * batch.batchSize + row])
        var x = (0..<e).map { table[token * e + $0] * mask(0, t, row, $0) }
        for (layer, cell) in cells.enumerated() {
          let step = cell.forward(
            x: x, h: steps[layer].last?.newH ?? start(first.hidden, layer),
            c: steps[layer].last?.newC ?? start(first.cell, layer))
          steps[layer].append(step)
          x = (0..<n).map { step.newH[$0] * mask(layer + 1, t, row, $0) }
        }
        if configuration.sumsLayers {
          let outputs = steps.map { $0[t].newH }
          x = (0..<n).map { unit in
            outputs.reduce(0) { $0 + $1[unit] } * mask(cells.count, t, row, unit)
          }
        }
        let place = t * batch.batchSize + row
        let z = (0..<v).map { token in
          bias[token] + (0..<n).reduce(0.0) { $0 + head[token * n + $1] * x[$1] }
        }
        for token in 0..<v { result.logits[place * v + token] = z[token] }
        let target = Int(batch.targets[place])
        var dX = [Double](repeating: 0, count: n)
        if target >= 0 {
          let largest = (z.max() ?? 0)
          let total = z.reduce(0.0) { $0 + exp($1 - largest) }
          result.lossSum += log(total) + largest - z[target]
          for token in 0..<v {
            let p = exp(z[token] - largest) / total
            let dZ = (p - (token == target ? 1 : 0)) / Double(count)
            result.gradients["head.bias", default: []][token] += dZ
            for unit in 0..<n {
              result.gradients[headName, default: []][token * n + unit] += dZ * x[unit]
              dX[unit] += dZ * head[token * n + unit]
            }
          }
        }
        dTop.append((0..<n).map { dX[$0] * mask(cells.count, t, row, $0) })
      }
      let dHead = dTop
      // Backward through time, layer by layer.
      for layer in cells.indices.reversed() {
        var dH = [Double](repeating: 0, count: n)
        var dC = dH
        var below: [[Double]] = []
        for t in (0..<batch.timeSteps).reversed() {
          let total = (0..<n).map { dH[$0] + dTop[t][$0] }
          let d = cells[layer].backward(
            steps[layer][t], dH: total, dC: dC, into: &gradients[layer])
          (dH, dC) = (d.dH, d.dC)
          below.insert(d.dX.indices.map { d.dX[$0] * mask(layer, t, row, $0) }, at: 0)
        }
        if configuration.sumsLayers && layer > 0 {
          for t in below.indices {
            for unit in 0..<n { below[t][unit] += dHead[t][unit] }
          }
        }
        dTop = below
      }
      for t in 0..<batch.timeSteps {
        let token = Int(batch.inputs[t * batch.batchSize + row])
        for unit in 0..<e {
          result.gradients["embedding.weight", default: []][token * e + unit] += dTop[t][unit]
        }
      }
    }
    let prefix = configuration.cell.prefix
    for (layer, d) in gradients.enumerated() {
      result.gradients["\(prefix).weight_ih_l\(layer)"] = d.weightIH
      result.gradients["\(prefix).weight_hh_l\(layer)"] = d.weightHH
      result.gradients["\(prefix).bias_ih_l\(layer)"] = d.biasIH
      result.gradients["\(prefix).bias_hh_l\(layer)"] = d.biasHH
    }
    return result
  }

  private func cell(_ layer: Int) -> ReferenceCell {
    let prefix = configuration.cell.prefix
    return ReferenceCell(
      cell: configuration.cell, hiddenSize: configuration.hiddenSize,
      inputSize: configuration.inputSize(ofLayer: layer),
      weightIH: parameters["\(prefix).weight_ih_l\(layer)", default: []],
      weightHH: parameters["\(prefix).weight_hh_l\(layer)", default: []],
      biasIH: parameters["\(prefix).bias_ih_l\(layer)", default: []],
      biasHH: parameters["\(prefix).bias_hh_l\(layer)", default: []])
  }
}
