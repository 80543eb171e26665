import Glibc

/// One recurrent layer whose gates can be seen: the formulas, step by step, for whole batches.
///
/// Weights lie as in ``ParameterLayout``, gates in the engine's order. The engine's own operations
/// keep what happens inside to themselves.
struct CellTrace {
  let cell: Cell

  /// `(I, G·H)`, `(H, G·H)`, and one bias for each of the engine's blocks.
  let input, recurrent: PlainMatrix
  let bias: [Float]

  /// What one time step leaves.
  struct Step {
    /// States before and after, `(B, H)`; the cell states are of no use without one.
    var hidden, newHidden, cell, newCell: PlainMatrix

    /// Activated gates, `(B, H)` each, in the engine's order.
    var gates: [PlainMatrix]

    /// What the reset gate of ``Cell/gru`` multiplies.
    var candidateProduct: PlainMatrix?
  }

  private var width: Int { recurrent.rows }
  private var count: Int { cell.gateCount }

  /// Advances by one time step.
  func forward(
    _ x: PlainMatrix, hidden: PlainMatrix, cell state: PlainMatrix
  ) throws(NetworkError) -> Step {
    let fromInput = try x.times(input).adding(Array(bias.prefix(count * width)))
    let fromState = try hidden.times(recurrent)
    let sums = fromInput + fromState
    func gate(_ index: Int, _ function: (Float) -> Float) -> PlainMatrix {
      let block = sums.block(index, of: count)
      return PlainMatrix(like: block) { function(block.values[$0]) }
    }
    var step = Step(hidden: hidden, newHidden: hidden, cell: state, newCell: state, gates: [])
    switch cell {
    case .lstm:
      let (i, f, g, o) = (gate(0, sigmoid), gate(1, sigmoid), gate(2, tanhf), gate(3, sigmoid))
      step.gates = [i, f, g, o]
      step.newCell = PlainMatrix(like: state) {
        f.values[$0] * state.values[$0] + i.values[$0] * g.values[$0]
      }
      let c = step.newCell
      step.newHidden = PlainMatrix(like: state) { o.values[$0] * tanhf(c.values[$0]) }
    case .gru, .textbookGRU:
      let (z, r) = (gate(0, sigmoid), gate(1, sigmoid))
      let own = fromInput.block(2, of: 3)
      let product: PlainMatrix
      if cell == .gru {
        product = fromState.block(2, of: 3).adding(Array(bias.suffix(width)))
        step.candidateProduct = product
      } else {
        let gated = PlainMatrix(like: hidden) { r.values[$0] * hidden.values[$0] }
        product = try gated.times(recurrent).block(2, of: 3)
      }
      let isGated = cell == .gru
      let n = PlainMatrix(like: own) {
        tanhf(own.values[$0] + (isGated ? r.values[$0] : 1) * product.values[$0])
      }
      step.gates = [z, r, n]
      step.newHidden = PlainMatrix(like: n) {
        (1 - z.values[$0]) * n.values[$0] + z.values[$0] * hidden.values[$0]
      }
    case .tanh: step.newHidden = gate(0, tanhf)
    case .relu: step.newHidden = gate(0) { max($0, 0) }
    }
    return step
  }

  /// Goes one time step back: from gradients by h' and c' to those by x, h and c.
  func backward(
    _ step: Step, hidden dH: PlainMatrix, cell dC: PlainMatrix
  ) throws(NetworkError) -> (x: PlainMatrix, hidden: PlainMatrix, cell: PlainMatrix) {
    func each(_ number: (Int) -> Float) -> PlainMatrix { PlainMatrix(like: dH, number) }
    let (h, d) = (step.hidden.values, dH.values)
    let gates = step.gates.map(\.values)
    var dCell = dC
    // Gradients by the sums, on the input's and on the state's side, and by h past the products.
    var sums: [PlainMatrix]
    var stateSums: [PlainMatrix]?
    var direct = each { _ in 0 }
    switch cell {
    case .lstm:
      let (i, f, g, o) = (gates[0], gates[1], gates[2], gates[3])
      let t = step.newCell.values.map(tanhf)
      let c = each { dC.values[$0] + d[$0] * o[$0] * (1 - t[$0] * t[$0]) }.values
      sums = [
        each { c[$0] * g[$0] * i[$0] * (1 - i[$0]) },
        each { c[$0] * step.cell.values[$0] * f[$0] * (1 - f[$0]) },
        each { c[$0] * i[$0] * (1 - g[$0] * g[$0]) }, each { d[$0] * t[$0] * o[$0] * (1 - o[$0]) },
      ]
      dCell = each { c[$0] * f[$0] }
    case .gru, .textbookGRU:
      let (z, r, n) = (gates[0], gates[1], gates[2])
      let dN = each { d[$0] * (1 - z[$0]) * (1 - n[$0] * n[$0]) }
      let dZ = each { d[$0] * (h[$0] - n[$0]) * z[$0] * (1 - z[$0]) }
      direct = each { d[$0] * z[$0] }
      let zero = each { _ in 0 }
      if let product = step.candidateProduct?.values {
        let dR = each { dN.values[$0] * product[$0] * r[$0] * (1 - r[$0]) }
        sums = [dZ, dR, dN]
        stateSums = [dZ, dR, each { dN.values[$0] * r[$0] }]
      } else {
        let gated = try PlainMatrix(blocks: [zero, zero, dN]).times(recurrent, transposed: true)
        sums = [dZ, each { gated.values[$0] * h[$0] * r[$0] * (1 - r[$0]) }, dN]
        stateSums = [dZ, sums[1], zero]
        direct = direct + each { gated.values[$0] * r[$0] }
      }
    case .tanh:
      sums = [each { d[$0] * (1 - step.newHidden.values[$0] * step.newHidden.values[$0]) }]
    case .relu: sums = [each { step.newHidden.values[$0] > 0 ? d[$0] : 0 }]
    }
    let own = PlainMatrix(blocks: sums)
    let state = stateSums.map(PlainMatrix.init(blocks:)) ?? own
    return (
      try own.times(input, transposed: true),
      try state.times(recurrent, transposed: true) + direct, dCell
    )
  }
}

extension Cell {
  /// What the gates are called, in the engine's order; a plain recurrence has none.
  var gateNames: [String] {
    switch self {
    case .lstm: ["input", "forget", "candidate", "output"]
    case .gru, .textbookGRU: ["update", "reset", "candidate"]
    case .tanh, .relu: []
    }
  }
}

private func sigmoid(_ x: Float) -> Float { 1 / (1 + expf(-x)) }
