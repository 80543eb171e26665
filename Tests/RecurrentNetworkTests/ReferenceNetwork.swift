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

  /// Computes loss, logits and gradients of a batch of tokens.
  ///
  /// - Parameters:
  ///   - first: First states by layer, `(B, H)`; zeros when empty.
  ///   - mask: Dropout factor at (site, time step, row, unit).
  func run(
    _ batch: TokenBatch, first: CarriedStates = CarriedStates(),
    mask: (Int, Int, Int, Int) -> Double = { _, _, _, _ in 1 }
  ) -> Result {
    let width = configuration.embeddingSize
    let table = parameters["embedding.weight", default: []]
    let perToken = configuration.inputsPerToken
    func read(_ place: Int) -> ArraySlice<Int32> {
      batch.inputs[place * perToken..<(place + 1) * perToken]
    }
    return run(
      timeSteps: batch.timeSteps, batchSize: batch.batchSize, targetCount: batch.targetCount,
      input: { place in
        read(place).reduce([Double](repeating: 0, count: width)) { sum, input in
          zip(sum, table[Int(input) * width..<(Int(input) + 1) * width]).map(+)
        }
      },
      loss: { place, z in
        let target = Int(batch.targets[place])
        return target < 0 ? nil : softmaxLoss(z, target)
      },
      inputGradient: { place, gradient, result in
        for input in read(place) {
          for unit in 0..<width {
            result.gradients["embedding.weight", default: []][Int(input) * width + unit] +=
              gradient[unit]
          }
        }
      }, first: first, mask: mask)
  }

  /// Computes loss, logits and gradients of a batch of vectors.
  func run(
    _ batch: VectorBatch, first: CarriedStates = CarriedStates(),
    mask: (Int, Int, Int, Int) -> Double = { _, _, _, _ in 1 }
  ) -> Result {
    let (width, v) = (configuration.embeddingSize, configuration.vocabularySize)
    let loss = configuration.head == .bernoulli ? bernoulliLoss : squaredLoss
    return run(
      timeSteps: batch.timeSteps, batchSize: batch.batchSize, targetCount: batch.targetCount,
      input: { batch.inputs[$0 * width..<($0 + 1) * width].map(Double.init) },
      loss: { place, z in
        let target = batch.targets[place * v..<(place + 1) * v].map(Double.init)
        return batch.isScored[place] ? loss(z, target) : nil
      },
      inputGradient: { _, _, _ in }, first: first, mask: mask)
  }

  /// - Parameters:
  ///   - loss: Gives a position's loss and its gradient by the logits; `nil` where none is scored.
  private func run(
    timeSteps: Int, batchSize: Int, targetCount: Int, input: (Int) -> [Double],
    loss: (Int, [Double]) -> (Double, [Double])?,
    inputGradient: (Int, [Double], inout Result) -> Void, first: CarriedStates,
    mask: (Int, Int, Int, Int) -> Double
  ) -> Result {
    let (v, n) = (configuration.vocabularySize, configuration.hiddenSize)
    let (width, directions) = (configuration.outputSize, configuration.direction.passes)
    var result = Result(
      logits: [Double](repeating: 0, count: timeSteps * batchSize * v),
      gradients: parameters.mapValues { [Double](repeating: 0, count: $0.count) })
    let headName = configuration.tiesEmbedding ? "embedding.weight" : "head.weight"
    let head = parameters[headName, default: []]
    let bias = parameters["head.bias", default: []]
    let cells = (0..<configuration.passes).map(cell)
    let layers = configuration.layers
    // A pass stands for the units of a layer's output from here on.
    func offset(_ pass: Int) -> Int { configuration.direction == .concatenated ? pass % 2 * n : 0 }
    var gradients = cells.map {
      ReferenceCell.Gradients(
        weightIH: $0.weightIH.map { _ in 0 }, weightHH: $0.weightHH.map { _ in 0 },
        biasIH: $0.biasIH.map { _ in 0 }, biasHH: $0.biasHH.map { _ in 0 })
    }
    for row in 0..<batchSize {
      func start(_ states: [[Float]], _ layer: Int) -> [Double] {
        guard layer < states.count, !states[layer].isEmpty else {
          return [Double](repeating: 0, count: n)
        }
        return states[layer][row * n..<(row + 1) * n].map(Double.init)
      }
      func masked(_ values: [Double], _ site: Int, _ t: Int) -> [Double] {
        values.indices.map { values[$0] * mask(site, t, row, $0) }
      }
      let length =
        (0..<timeSteps).last { loss($0 * batchSize + row, [Double](repeating: 0, count: v)) != nil }
        .map { $0 + 1 } ?? timeSteps
      /// The order in which a pass reads.
      func order(_ pass: Int) -> [Int] {
        directions == 1
          ? Array(0..<timeSteps)
          : pass % 2 == 0 ? Array(0..<length) : Array((0..<length).reversed())
      }
      // Forward, layer by layer.
      let blank = [[Double]](repeating: [Double](repeating: 0, count: width), count: timeSteps)
      var x = (0..<timeSteps).map { masked(input($0 * batchSize + row), 0, $0) }
      var steps: [[ReferenceCell.Step]] = []
      var sum = blank
      for layer in 0..<layers {
        var outputs = blank
        for pass in layer * directions..<(layer + 1) * directions {
          var passSteps: [ReferenceCell.Step] = []
          let isOnward = pass % directions == 0
          for t in order(pass) {
            passSteps.append(
              cells[pass].forward(
                x: x[t], h: passSteps.last?.newH ?? start(isOnward ? first.hidden : [], layer),
                c: passSteps.last?.newC ?? start(isOnward ? first.cell : [], layer)))
            for (unit, h) in (passSteps.last?.newH ?? []).enumerated() {
              outputs[t][offset(pass) + unit] += h
            }
          }
          steps.append(passSteps)
        }
        for t in 0..<timeSteps { sum[t] = zip(sum[t], outputs[t]).map(+) }
        x = (0..<timeSteps).map { masked(outputs[$0], layer + 1, $0) }
      }
      if configuration.sumsLayers {
        x = (0..<timeSteps).map { masked(sum[$0], layers, $0) }
      }
      // The head.
      var dTop: [[Double]] = []
      for t in 0..<timeSteps {
        let place = t * batchSize + row
        let z = (0..<v).map { token in
          bias[token] + (0..<width).reduce(0.0) { $0 + head[token * width + $1] * x[t][$1] }
        }
        for token in 0..<v { result.logits[place * v + token] = z[token] }
        var dX = [Double](repeating: 0, count: width)
        if let (loss, dZ) = loss(place, z) {
          result.lossSum += loss
          for (token, gradient) in dZ.enumerated() {
            let gradient = gradient / Double(targetCount)
            result.gradients["head.bias", default: []][token] += gradient
            for unit in 0..<width {
              result.gradients[headName, default: []][token * width + unit] += gradient * x[t][unit]
              dX[unit] += gradient * head[token * width + unit]
            }
          }
        }
        dTop.append(masked(dX, layers, t))
      }
      let dHead = dTop
      // Backward through time, layer by layer.
      for layer in (0..<layers).reversed() {
        var below = [[Double]](
          repeating: [Double](
            repeating: 0, count: configuration.inputSize(ofPass: layer * directions)),
          count: timeSteps)
        for pass in layer * directions..<(layer + 1) * directions {
          var dH = [Double](repeating: 0, count: n)
          var dC = dH
          for (step, t) in zip(steps[pass], order(pass)).reversed() {
            let total = zip(dH, dTop[t][offset(pass)..<offset(pass) + n]).map(+)
            let d = cells[pass].backward(step, dH: total, dC: dC, into: &gradients[pass])
            (dH, dC) = (d.dH, d.dC)
            below[t] = zip(below[t], masked(d.dX, layer, t)).map(+)
          }
        }
        if configuration.sumsLayers && layer > 0 {
          for t in below.indices { below[t] = zip(below[t], dHead[t]).map(+) }
        }
        dTop = below
      }
      for t in 0..<timeSteps { inputGradient(t * batchSize + row, dTop[t], &result) }
    }
    for (pass, d) in gradients.enumerated() {
      result.gradients[name("weight_ih", pass)] = d.weightIH
      result.gradients[name("weight_hh", pass)] = d.weightHH
      result.gradients[name("bias_ih", pass)] = d.biasIH
      result.gradients[name("bias_hh", pass)] = d.biasHH
    }
    return result
  }

  private func name(_ kind: String, _ pass: Int) -> String {
    let directions = configuration.direction.passes
    let suffix = pass % directions == 1 ? "_reverse" : ""
    return "\(configuration.cell.prefix).\(kind)_l\(pass / directions)\(suffix)"
  }

  private func cell(_ pass: Int) -> ReferenceCell {
    ReferenceCell(
      cell: configuration.cell, hiddenSize: configuration.hiddenSize,
      inputSize: configuration.inputSize(ofPass: pass),
      weightIH: parameters[name("weight_ih", pass), default: []],
      weightHH: parameters[name("weight_hh", pass), default: []],
      biasIH: parameters[name("bias_ih", pass), default: []],
      biasHH: parameters[name("bias_hh", pass), default: []])
  }
}

private func softmaxLoss(_ z: [Double], _ target: Int) -> (Double, [Double]) {
  let largest = z.max() ?? 0
  let total = z.reduce(0.0) { $0 + exp($1 - largest) }
  let gradient = z.indices.map { exp(z[$0] - largest) / total - ($0 == target ? 1 : 0) }
  return (log(total) + largest - z[target], gradient)
}

private func bernoulliLoss(_ z: [Double], _ y: [Double]) -> (Double, [Double]) {
  let p = z.map { 1 / (1 + exp(-$0)) }
  let loss = zip(z, y).reduce(0.0) { $0 + max($1.0, 0) - $1.0 * $1.1 + log1p(exp(-abs($1.0))) }
  return (loss, zip(p, y).map(-))
}

private func squaredLoss(_ z: [Double], _ y: [Double]) -> (Double, [Double]) {
  let errors = zip(z, y).map(-)
  return (errors.reduce(0.0) { $0 + $1 * $1 }, errors.map { 2 * $0 })
}
