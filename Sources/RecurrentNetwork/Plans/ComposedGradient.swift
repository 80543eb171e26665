/// The backward pass of one composed LSTM layer.
final class ComposedGradient {
  private let shape: LayerShape
  private let engine: Engine
  private let memory: ComposedMemory
  private let biasGradient, outputGradient, recurrentGradient, cellGradient: Buffer
  private let recurrentProduct: MatrixProduct
  private let inputProduct: MatrixProduct?
  private let weightProducts: [GradientProduct]
  private let tokens: UnsafeInputs?

  init(
    _ shape: LayerShape, pass: Int, engine: Engine, pool: inout BufferPool,
    memory: ComposedMemory, weights: LayerWeights, input: ComposedLSTM.Input,
    outputGradient: Buffer
  ) throws(NetworkError) {
    (self.shape, self.engine, self.memory) = (shape, engine, memory)
    self.outputGradient = outputGradient
    let gradients = weights.gradients ?? (weights.input, weights.recurrent, weights.bias)
    biasGradient = gradients.bias
    let (rows, width) = (shape.timeSteps * shape.batchSize, shape.hiddenSize)
    let recurrentGradient = pool.buffer(
      "recurrentGradient", floatCount: shape.batchSize * width)
    self.recurrentGradient = recurrentGradient
    cellGradient = pool.buffer("cellGradient", floatCount: shape.batchSize * width)
    recurrentProduct = try MatrixProduct(
      .init(
        rows: shape.batchSize, inner: 4 * width, columns: width, element: shape.element),
      weights: weights.recurrent, transposed: true, role: "layer\(pass).recurrent.backward",
      bindings: (0..<shape.timeSteps).map { (memory.gateGradients(at: $0), recurrentGradient) },
      engine: engine, pool: &pool)
    var products = [
      try GradientProduct(
        rows: rows, left: memory.previousHidden, leftWidth: width, right: memory.gateGradients,
        rightWidth: 4 * width, result: gradients.recurrent, element: shape.element,
        engine: engine, pool: &pool)
    ]
    switch input {
    case .activations(let activations, .some(let gradient)):
      tokens = nil
      inputProduct = try MatrixProduct(
        .init(
          rows: rows, inner: 4 * width, columns: shape.inputSize, element: shape.element),
        weights: weights.input, transposed: true, role: "layer\(pass).input.backward",
        bindings: [(memory.gateGradients, gradient)], engine: engine, pool: &pool)
      products.append(
        try GradientProduct(
          rows: rows, left: activations, leftWidth: shape.inputSize, right: memory.gateGradients,
          rightWidth: 4 * width, result: gradients.input, element: shape.element,
          engine: engine, pool: &pool))
    case .activations(_, .none):
      (tokens, inputProduct) = (nil, nil)
    case .tokens(let found, _):
      (tokens, inputProduct) = (found, nil)
    }
    weightProducts = products
  }

  /// The products that keep packed copies of weights.
  var products: [MatrixProduct] {
    [recurrentProduct, inputProduct].compactMap(\.self)
  }

  /// Computes all gradients of the layer.
  func run(table: TokenTable?) throws(NetworkError) {
    cellGradient.clear(shape.batchSize * shape.hiddenSize * 4)
    biasGradient.clear(biasGradient.byteCount)
    for time in (0..<shape.timeSteps).reversed() {
      let isLast = time == shape.timeSteps - 1
      switch shape.element {
      case .float32: unsafe close(time, isLast, memory.gateGradients(at: time).floats)
      case .bfloat16: unsafe close(time, isLast, memory.gateGradients(at: time).bfloats)
      }
      if time > 0 { try recurrentProduct.run(time) }
    }
    for product in weightProducts { try product.run() }
    try inputProduct?.run()
    if let table, let tokens {
      let rows = shape.timeSteps * shape.batchSize
      switch shape.element {
      case .float32:
        try unsafe table.backward(memory.gateGradients.floats, tokens, rows: rows, engine)
      case .bfloat16:
        try unsafe table.backward(memory.gateGradients.bfloats, tokens, rows: rows, engine)
      }
    }
  }

  private func close<Element: Activation>(
    _ time: Int, _ isLast: Bool, _ gateGradients: UnsafeMutablePointer<Element>
  ) {
    let step = LSTMStep(
      batchSize: shape.batchSize, hiddenSize: shape.hiddenSize, team: engine.team)
    let states = shape.batchSize * shape.hiddenSize
    unsafe step.backward(
      gates: memory.gates(at: time).floats, cell: memory.cell(at: time).floats,
      newCell: memory.cell(at: time + 1).floats,
      gradients: LSTMStep.Gradients(
        output: outputGradient.floats + time * states,
        recurrent: isLast ? nil : UnsafePointer(recurrentGradient.floats),
        cell: cellGradient.floats, bias: biasGradient.floats),
      gateGradients: gateGradients)
  }
}
