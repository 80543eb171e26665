import COneDNN

/// Sizes of one recurrent layer in one batch.
struct LayerShape {
  let cell: Cell
  let timeSteps: Int
  let batchSize: Int
  let inputSize: Int
  let hiddenSize: Int

  /// Of weights, inputs, outputs and hidden states; cell states and gradients are `float32`.
  let element: ElementType
}

/// One recurrent layer on oneDNN, for one shape of batch.
///
/// Forward keeps in a workspace what backward needs. Gradients of weights are added to the store's.
final class RecurrentLayer: StackLayer {
  /// Hidden state before the first and after the last time step, `(B, H)`.
  let firstHidden, lastHidden: Buffer

  /// Cell state before the first and after the last time step, `(B, H)`; empty without one.
  let firstCell, lastCell: Buffer

  /// Hidden states, `(T, B, H)`.
  let output: Buffer

  /// How ``output`` and the hidden states are stored.
  let element: ElementType

  private let engine: Engine
  private let forwardPacking: [Primitive]
  private let forwardPrimitive: Primitive
  private var backwardPacking: [Primitive] = []
  private var backwardPrimitive: Primitive?

  init(
    _ shape: LayerShape, pass: Int, engine: Engine, pool: inout BufferPool,
    store: ParameterStore, _ places: LayerPlaces
  ) throws(NetworkError) {
    self.engine = engine
    element = shape.element
    let tensors = try LayerTensors(shape)
    let isTraining = places.outputGradient != nil
    let plan = try tensors.forwardPlan(engine: engine, isTraining: isTraining)
    var binder = Binder(engine: engine, pool: pool, prefix: "layer\(pass)")
    defer { pool = binder.pool }

    let states = shape.batchSize * shape.hiddenSize
    firstHidden = binder.pool.buffer("layer\(pass).firstHidden", byteCount: states * element.size)
    lastHidden = binder.pool.buffer("layer\(pass).lastHidden", byteCount: states * element.size)
    let cellStates = shape.cell.hasCellState ? states : 0
    firstCell = binder.pool.buffer("layer\(pass).firstCell", floatCount: cellStates)
    lastCell = binder.pool.buffer("layer\(pass).lastCell", floatCount: cellStates)
    output = binder.pool.buffer(
      "layer\(pass).output", byteCount: shape.timeSteps * states * element.size)

    let weights = try binder.packedWeights(tensors, plan: plan, pass: pass, store: store)
    forwardPacking = weights.packing
    var arguments = [
      (DNNL_ARG_SRC_LAYER, try binder.bind(tensors.input, places.input)),
      (DNNL_ARG_SRC_ITER, try binder.bind(tensors.state, firstHidden)),
      (DNNL_ARG_BIAS, weights.bias),
      (DNNL_ARG_DST_LAYER, try binder.bind(tensors.output, output)),
      (DNNL_ARG_DST_ITER, try binder.bind(tensors.state, lastHidden)),
    ]
    if shape.cell.hasCellState {
      arguments.append((DNNL_ARG_SRC_ITER_C, try binder.bind(tensors.cellState, firstCell)))
      arguments.append((DNNL_ARG_DST_ITER_C, try binder.bind(tensors.cellState, lastCell)))
    }
    if isTraining {
      arguments.append((DNNL_ARG_WORKSPACE, try binder.workspace(plan)))
    }
    forwardPrimitive = try Primitive(
      plan,
      arguments: arguments + [
        (DNNL_ARG_WEIGHTS_LAYER, weights.layer), (DNNL_ARG_WEIGHTS_ITER, weights.iteration),
        (DNNL_ARG_SCRATCHPAD, try binder.scratch(plan)),
      ])

    guard let outputGradient = places.outputGradient, let inputGradient = places.inputGradient
    else { return }
    let backward = try tensors.backwardPlan(engine: engine, forward: plan)
    let backwardWeights = try binder.packedWeights(
      tensors, plan: backward, pass: pass, store: store, suffix: ".backward")
    backwardPacking = backwardWeights.packing
    arguments += [
      (DNNL_ARG_WEIGHTS_LAYER, backwardWeights.layer),
      (DNNL_ARG_WEIGHTS_ITER, backwardWeights.iteration),
      (DNNL_ARG_SCRATCHPAD, try binder.scratch(backward)),
    ]
    arguments += try binder.gradients(
      tensors, pass: pass, store: store, output: outputGradient, input: inputGradient)
    backwardPrimitive = try Primitive(backward, arguments: arguments)
  }
}

extension RecurrentLayer {
  /// None: the operation's layout is its own.
  var products: [MatrixProduct] { [] }

  /// Brings the weights into the layout that the processor likes; once after each update.
  func packWeights(_ copies: inout FreshCopies) throws(NetworkError) {
    for primitive in forwardPacking { try primitive.run(on: engine) }
  }

  /// Packs the weights for ``backward()``.
  func packBackwardWeights(_ copies: inout FreshCopies) throws(NetworkError) {
    for primitive in backwardPacking { try primitive.run(on: engine) }
  }

  /// Computes ``output`` and the last states from the input and the first states.
  func forward() throws(NetworkError) {
    try forwardPrimitive.run(on: engine)
  }

  /// Computes the input's gradient and adds the weights' gradients to the store.
  func backward() throws(NetworkError) {
    try backwardPrimitive?.run(on: engine)
  }
}
