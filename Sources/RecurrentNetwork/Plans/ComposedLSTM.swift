/// One LSTM layer as matrix products with the gates' arithmetic between them.
///
/// Forward takes one product for all inputs and one small product per time step; backward one small
/// product per time step and three large ones. With packed weights each runs near the processor's
/// peak, and the gradients of the weights are not touched at every time step.
///
/// Over tokens the lowest layer needs no product with its inputs: each input adds a row of a small
/// table, the product of the token vectors and the weights; gradients go the same way back.
final class ComposedLSTM: StackLayer {
  /// Where the layer's input comes from.
  enum Input {
    /// Activations `(T, B, I)` in the element type, and a place for their gradient in `float32`.
    case activations(Buffer, gradient: Buffer?)

    /// Inputs `(T, B, K)`, whose vectors are the network's.
    case tokens(UnsafeInputs, NetworkConfiguration)
  }

  let firstHidden, lastHidden, firstCell, lastCell, output: Buffer
  let element: ElementType

  let shape: LayerShape
  let engine: Engine
  let memory: ComposedMemory
  let source: Input
  let inputProduct: MatrixProduct?
  let recurrentProduct: MatrixProduct
  let table: TokenTable?
  let gradient: ComposedGradient?

  init(
    _ shape: LayerShape, pass: Int, engine: Engine, pool: inout BufferPool,
    store: ParameterStore, input: Input, outputGradient: Buffer?
  ) throws(NetworkError) {
    (self.shape, self.engine, element, source) = (shape, engine, shape.element, input)
    let isTraining = outputGradient != nil
    let memory = ComposedMemory(shape, pass: pass, pool: &pool, isTraining: isTraining)
    self.memory = memory
    (firstHidden, lastHidden) = (memory.hidden(at: 0), memory.hidden(at: shape.timeSteps))
    (firstCell, lastCell) = (memory.cell(at: 0), memory.cell(at: shape.timeSteps))
    output = memory.outputs

    let weights = LayerWeights(store, pass: pass)
    let rows = shape.timeSteps * shape.batchSize
    let width = 4 * shape.hiddenSize
    switch input {
    case .activations(let activations, _):
      table = nil
      inputProduct = try MatrixProduct(
        .init(rows: rows, inner: shape.inputSize, columns: width, element: element),
        weights: weights.input, transposed: false, role: "layer\(pass).input",
        bindings: [(activations, memory.allGates)], engine: engine, pool: &pool)
    case .tokens(_, let configuration):
      inputProduct = nil
      table = TokenTable(shape, store: store, weights: weights, configuration, pool: &pool)
    }
    recurrentProduct = try MatrixProduct(
      .init(
        rows: shape.batchSize, inner: shape.hiddenSize, columns: width, element: element,
        accumulates: table == nil),
      weights: weights.recurrent, transposed: false, role: "layer\(pass).recurrent",
      bindings: (0..<shape.timeSteps).map { (memory.hidden(at: $0), memory.gates(at: $0)) },
      engine: engine, pool: &pool)
    biases = weights.bias
    guard let outputGradient else {
      gradient = nil
      return
    }
    gradient = try ComposedGradient(
      shape, pass: pass, engine: engine, pool: &pool, memory: memory, weights: weights,
      input: input, outputGradient: outputGradient)
  }

  private let biases: Buffer
}

extension ComposedLSTM {
  var products: [MatrixProduct] {
    [inputProduct, recurrentProduct].compactMap(\.self) + (gradient?.products ?? [])
  }

  func packWeights(_ copies: inout FreshCopies) throws(NetworkError) {
    try inputProduct?.pack(&copies)
    try recurrentProduct.pack(&copies)
    if let table, copies.insert(table.sums) { try table.fill() }
  }

  func packBackwardWeights(_ copies: inout FreshCopies) throws(NetworkError) {
    for product in gradient?.products ?? [] { try product.pack(&copies) }
  }

  func forward() throws(NetworkError) {
    try inputProduct?.run()
    for time in 0..<shape.timeSteps {
      try recurrentProduct.run(time)
      switch element {
      case .float32: unsafe open(time, hidden: memory.hidden(at: time + 1).floats)
      case .bfloat16: unsafe open(time, hidden: memory.hidden(at: time + 1).bfloats)
      }
    }
  }

  func backward() throws(NetworkError) {
    try gradient?.run(table: table)
  }

  private func open<Element: Activation>(
    _ time: Int, hidden: UnsafeMutablePointer<Element>
  ) {
    let step = LSTMStep(
      batchSize: shape.batchSize, hiddenSize: shape.hiddenSize, team: engine.team)
    unsafe step.forward(
      gates: memory.gates(at: time).floats, addend: addend(time),
      cell: memory.cell(at: time).floats, newCell: memory.cell(at: time + 1).floats,
      hidden: hidden)
  }

  private func addend(_ time: Int) -> LSTMStep.Addend {
    guard let table, case .tokens(let inputs, _) = source else {
      return unsafe LSTMStep.Addend(table: biases.floats, inputs: nil)
    }
    return unsafe LSTMStep.Addend(
      table: table.sums.floats, inputs: inputs.from(time * shape.batchSize))
  }
}

/// The places of one layer's parameters, or of their gradients.
struct LayerWeights {
  let input, recurrent, bias: Buffer

  /// Gradients of the same; `nil` where nothing is learned.
  let gradients: (input: Buffer, recurrent: Buffer, bias: Buffer)?

  init(_ store: ParameterStore, pass: Int) {
    func part(_ buffer: Buffer, _ role: ParameterLayout.Role) -> Buffer {
      let range = store.layout[role]
      return Buffer(buffer, bytes: range.lowerBound * 4..<range.upperBound * 4)
    }
    func parts(_ buffer: Buffer) -> (Buffer, Buffer, Buffer) {
      (
        part(buffer, .inputWeights(pass: pass)), part(buffer, .recurrentWeights(pass: pass)),
        part(buffer, .bias(pass: pass))
      )
    }
    (input, _, bias) = parts(store.values)
    recurrent = store.recurrentWeights(pass: pass)
    gradients = store.gradients.map(parts)
  }
}
