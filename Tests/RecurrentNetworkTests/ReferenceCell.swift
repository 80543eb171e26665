import Foundation

@testable import RecurrentNetwork

/// One recurrent layer written as its formulas read, in double precision, under PyTorch's packing.
struct ReferenceCell {
  let cell: Cell
  let hiddenSize: Int
  let inputSize: Int
  /// `(G·H, I)`, `(G·H, H)`, `(G·H)`, `(G·H)`.
  var weightIH, weightHH, biasIH, biasHH: [Double]

  /// What backward needs of one time step.
  struct Step {
    var x, h, c: [Double]  // input, previous states
    var gates: [[Double]]  // activated, PyTorch's order
    var recurrent: [Double]  // W_hn h + b_hn of a GRU
    var newH, newC: [Double]
  }

  /// Gradients of one layer's parameters.
  struct Gradients {
    var weightIH, weightHH, biasIH, biasHH: [Double]
  }

  private func affine(_ w: [Double], _ x: [Double], _ b: [Double], _ row: Int) -> Double {
    var sum = b[row]
    for column in x.indices { sum += w[row * x.count + column] * x[column] }
    return sum
  }

  private func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

  func forward(x: [Double], h: [Double], c: [Double]) -> Step {
    let n = hiddenSize
    var step = Step(x: x, h: h, c: c, gates: [], recurrent: [], newH: h, newC: c)
    func sum(_ gate: Int) -> [Double] {
      (0..<n).map {
        affine(weightIH, x, biasIH, gate * n + $0) + affine(weightHH, h, biasHH, gate * n + $0)
      }
    }
    switch cell {
    case .lstm:
      // c' = f ⊙ c + i ⊙ g,  h' = o ⊙ tanh(c')
      let (i, f) = (sum(0).map(sigmoid), sum(1).map(sigmoid))
      let (g, o) = (sum(2).map(tanh), sum(3).map(sigmoid))
      step.gates = [i, f, g, o]
      for u in 0..<n {
        step.newC[u] = f[u] * c[u] + i[u] * g[u]
        step.newH[u] = o[u] * tanh(step.newC[u])
      }
    case .gru:
      // n = tanh(W_in x + b_in + r ⊙ (W_hn h + b_hn)),  h' = (1 - z) ⊙ n + z ⊙ h
      let (r, z) = (sum(0).map(sigmoid), sum(1).map(sigmoid))
      step.recurrent = (0..<n).map { affine(weightHH, h, biasHH, 2 * n + $0) }
      let new = (0..<n).map {
        tanh(affine(weightIH, x, biasIH, 2 * n + $0) + r[$0] * step.recurrent[$0])
      }
      step.gates = [r, z, new]
      for u in 0..<n { step.newH[u] = (1 - z[u]) * new[u] + z[u] * h[u] }
    case .textbookGRU:
      // n = tanh(W_in x + W_hn (r ⊙ h) + b),  h' = (1 - z) ⊙ n + z ⊙ h
      let (r, z) = (sum(0).map(sigmoid), sum(1).map(sigmoid))
      let gated = (0..<n).map { r[$0] * h[$0] }
      let new = (0..<n).map {
        tanh(
          affine(weightIH, x, biasIH, 2 * n + $0) + affine(weightHH, gated, biasHH, 2 * n + $0))
      }
      step.gates = [r, z, new]
      for u in 0..<n { step.newH[u] = (1 - z[u]) * new[u] + z[u] * h[u] }
    case .tanh: step.newH = sum(0).map(tanh)
    case .relu: step.newH = sum(0).map { max($0, 0) }
    }
    return step
  }

  /// Goes one step back: from gradients by h' and c' to those by x, h and c.
  func backward(
    _ s: Step, dH: [Double], dC: [Double], into d: inout Gradients
  ) -> (dX: [Double], dH: [Double], dC: [Double]) {
    let n = hiddenSize
    var dPrevious = [Double](repeating: 0, count: n)
    var dCell = [Double](repeating: 0, count: n)
    // Gradients by the pre-activations, on the input's and on the recurrent side.
    var input = [Double](repeating: 0, count: weightIH.count / inputSize)
    var recurrent = input
    var recurrentState = [[Double]](repeating: s.h, count: input.count / n)
    switch cell {
    case .lstm:
      let (i, f, g, o) = (s.gates[0], s.gates[1], s.gates[2], s.gates[3])
      for u in 0..<n {
        let t = tanh(s.newC[u])
        let dc = dC[u] + dH[u] * o[u] * (1 - t * t)
        input[u] = dc * g[u] * i[u] * (1 - i[u])
        input[n + u] = dc * s.c[u] * f[u] * (1 - f[u])
        input[2 * n + u] = dc * i[u] * (1 - g[u] * g[u])
        input[3 * n + u] = dH[u] * t * o[u] * (1 - o[u])
        dCell[u] = dc * f[u]
      }
      recurrent = input
    case .gru:
      let (r, z, new) = (s.gates[0], s.gates[1], s.gates[2])
      for u in 0..<n {
        let dNew = dH[u] * (1 - z[u]) * (1 - new[u] * new[u])
        input[u] = dNew * s.recurrent[u] * r[u] * (1 - r[u])
        input[n + u] = dH[u] * (s.h[u] - new[u]) * z[u] * (1 - z[u])
        input[2 * n + u] = dNew
        dPrevious[u] += dH[u] * z[u]
      }
      recurrent = input
      for u in 0..<n { recurrent[2 * n + u] = input[2 * n + u] * r[u] }
    case .textbookGRU:
      let (r, z, new) = (s.gates[0], s.gates[1], s.gates[2])
      for u in 0..<n {
        input[n + u] = dH[u] * (s.h[u] - new[u]) * z[u] * (1 - z[u])
        input[2 * n + u] = dH[u] * (1 - z[u]) * (1 - new[u] * new[u])
        dPrevious[u] += dH[u] * z[u]
      }
      for v in 0..<n {
        var dGated = 0.0
        for u in 0..<n { dGated += input[2 * n + u] * weightHH[(2 * n + u) * n + v] }
        dPrevious[v] += dGated * r[v]
        input[v] = dGated * s.h[v] * r[v] * (1 - r[v])
      }
      recurrentState[2] = (0..<n).map { r[$0] * s.h[$0] }
      recurrent = input
    case .tanh: input = (0..<n).map { dH[$0] * (1 - s.newH[$0] * s.newH[$0]) }
    case .relu: input = (0..<n).map { s.newH[$0] > 0 ? dH[$0] : 0 }
    }
    if cell == .tanh || cell == .relu { recurrent = input }
    var dX = [Double](repeating: 0, count: inputSize)
    for row in input.indices {
      d.biasIH[row] += input[row]
      d.biasHH[row] += recurrent[row]
      for column in 0..<inputSize {
        d.weightIH[row * inputSize + column] += input[row] * s.x[column]
        dX[column] += input[row] * weightIH[row * inputSize + column]
      }
      let isGatedBlock = cell == .textbookGRU && row / n == 2
      for column in 0..<n {
        d.weightHH[row * n + column] += recurrent[row] * recurrentState[row / n][column]
        if !isGatedBlock { dPrevious[column] += recurrent[row] * weightHH[row * n + column] }
      }
    }
    return (dX, dPrevious, dCell)
  }
}
