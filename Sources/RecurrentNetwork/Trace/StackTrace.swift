import Glibc

/// All layers of a network that reads forward, with the head, by plain arithmetic.
struct StackTrace {
  let cell: Cell
  let cells: [CellTrace]
  private let sumsLayers: Bool
  private let head: PlainMatrix
  private let headBias: [Float]

  init(_ network: Network) throws(NetworkError) {
    let configuration = network.configuration
    guard configuration.direction == .forward else {
      throw .invalidConfiguration("a bidirectional network has no lags to look back over")
    }
    let layout = ParameterLayout(configuration)
    func values(_ role: ParameterLayout.Role) -> [Float] { Array(network.parameters[layout[role]]) }
    let columns = configuration.cell.gateCount * configuration.hiddenSize
    cell = configuration.cell
    cells = (0..<configuration.layers).map { layer in
      CellTrace(
        cell: configuration.cell,
        input: PlainMatrix(
          rows: configuration.inputSize(ofPass: layer), columns: columns,
          values(.inputWeights(pass: layer))),
        recurrent: PlainMatrix(
          rows: configuration.hiddenSize, columns: columns, values(.recurrentWeights(pass: layer))),
        bias: values(.bias(pass: layer)))
    }
    sumsLayers = configuration.sumsLayers
    head = PlainMatrix(
      rows: configuration.vocabularySize, columns: configuration.outputSize,
      values(configuration.tiesEmbedding ? .embedding : .headWeights))
    headBias = values(.headBias)
  }

  /// Computes all steps, by layer and time, from vectors `(T, B, E)` and states of zero.
  func forward(
    _ vectors: [Float], timeSteps: Int, batchSize: Int
  ) throws(NetworkError) -> [[CellTrace.Step]] {
    let size = vectors.count / timeSteps
    var inputs = (0..<timeSteps).map {
      PlainMatrix(
        rows: batchSize, columns: size / batchSize, Array(vectors[$0 * size..<($0 + 1) * size]))
    }
    var steps: [[CellTrace.Step]] = []
    for cell in cells {
      let zero = PlainMatrix(rows: batchSize, columns: cell.recurrent.rows)
      var layer: [CellTrace.Step] = []
      for x in inputs {
        layer.append(
          try cell.forward(
            x, hidden: layer.last?.newHidden ?? zero, cell: layer.last?.newCell ?? zero))
      }
      inputs = layer.map(\.newHidden)
      steps.append(layer)
    }
    return steps
  }

  /// Scores `(B, V)` of the outputs of all layers at one time step.
  func logits(_ outputs: [PlainMatrix]) throws(NetworkError) -> PlainMatrix {
    let top = outputs[outputs.count - 1]
    let read = sumsLayers ? outputs.dropLast().reduce(top, +) : top
    return try read.times(head, transposed: true).adding(headBias)
  }

  /// Goes back through time and layers.
  ///
  /// - Parameters:
  ///   - logitGradient: Gives the gradient by the logits at a time step, `(B, V)`, from the layers'
  ///     outputs there; `nil` for none.
  ///   - visit: Gets the whole gradient by each hidden state, `(B, H)`, with its time and layer.
  func backward(
    _ steps: [[CellTrace.Step]],
    logitGradient: (Int, [PlainMatrix]) throws(NetworkError) -> PlainMatrix?,
    visit: (Int, Int, PlainMatrix) -> Void
  ) throws(NetworkError) {
    let zero = PlainMatrix(rows: steps[0][0].hidden.rows, columns: head.columns)
    var hidden = [PlainMatrix](repeating: zero, count: cells.count)
    var states = hidden
    for time in steps[0].indices.reversed() {
      var fromHead: PlainMatrix?
      if let gradient = try logitGradient(time, steps.map { $0[time].newHidden }) {
        fromHead = try gradient.times(head)
      }
      var fromAbove = fromHead
      for layer in cells.indices.reversed() {
        var gradient = fromAbove.map { hidden[layer] + $0 } ?? hidden[layer]
        if sumsLayers, layer < cells.count - 1, let fromHead { gradient = gradient + fromHead }
        visit(time, layer, gradient)
        let back = try cells[layer].backward(
          steps[layer][time], hidden: gradient, cell: states[layer])
        (hidden[layer], states[layer], fromAbove) = (back.hidden, back.cell, back.x)
      }
    }
  }
}

/// The C library's functions where a property of the same name hides them.
enum FloatMath {
  static func exp(_ x: Float) -> Float { expf(x) }
}
