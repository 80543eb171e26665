import COneDNN

/// Finds memory for the tensors of one layer.
struct Binder {
  let engine: Engine
  var pool: BufferPool
  let prefix: String

  /// Packed weights with the operations that fill them.
  struct PackedWeights {
    let packing: [Primitive]
    let layer, iteration, bias: Memory
  }

  /// Binds a buffer as it is.
  func bind(
    _ description: Description, _ buffer: Buffer, offset: Int = 0
  ) throws(NetworkError) -> Memory {
    try Memory(
      description, in: buffer, offset: offset * MemoryLayout<Float>.stride, engine: engine)
  }

  /// Memory that carries what forward computed to backward.
  mutating func workspace(_ plan: PrimitivePlan) throws(NetworkError) -> Memory {
    try own(try plan.description(dnnl_query_workspace_md), role: "\(prefix).workspace")
  }

  /// Scratch memory, shared by all operations.
  mutating func scratch(_ plan: PrimitivePlan) throws(NetworkError) -> Memory {
    try own(try plan.description(dnnl_query_scratchpad_md), role: "scratch")
  }

  /// Weights in the layouts that an operation asks for.
  mutating func packedWeights(
    _ tensors: LayerTensors, plan: PrimitivePlan, pass: Int, store: ParameterStore,
    suffix: String = ""
  ) throws(NetworkError) -> PackedWeights {
    let inputs = store.layout[.inputWeights(pass: pass)].lowerBound
    let recurrent = store.recurrentWeights(pass: pass)
    let bias = store.layout[.bias(pass: pass)].lowerBound
    let packedInput = try own(
      try plan.description(dnnl_query_weights_md, index: 0), role: "\(prefix).input\(suffix)")
    let packedRecurrent = try own(
      try plan.description(dnnl_query_weights_md, index: 1), role: "\(prefix).recurrent\(suffix)")
    return PackedWeights(
      packing: [
        try reorder(try bind(tensors.inputWeights, store.values, offset: inputs), to: packedInput),
        try reorder(try bind(tensors.recurrentWeights, recurrent), to: packedRecurrent),
      ],
      layer: packedInput, iteration: packedRecurrent,
      bias: try bind(tensors.bias, store.values, offset: bias))
  }

  /// Arguments of backward beyond forward's.
  mutating func gradients(
    _ tensors: LayerTensors, pass: Int, store: ParameterStore, output: Buffer, input: Buffer
  ) throws(NetworkError) -> [(Int32, Memory)] {
    guard let gradients = store.gradients else { return [] }
    let layout = store.layout
    let inputs = layout[.inputWeights(pass: pass)].lowerBound
    let recurrent = layout[.recurrentWeights(pass: pass)].lowerBound
    let bias = layout[.bias(pass: pass)].lowerBound
    // States beyond the batch get no gradient: it enters as zeros and what leaves is not used.
    let zeros = try own(tensors.stateGradient, role: "zeroGradient")
    let unused = try own(tensors.stateGradient, role: "unusedGradient")
    let unusedCell = try own(tensors.stateGradient, role: "unusedCellGradient")
    var arguments = [
      (DNNL_ARG_DIFF_SRC_LAYER, try bind(tensors.inputGradient, input)),
      (DNNL_ARG_DIFF_SRC_ITER, unused),
      (DNNL_ARG_DIFF_WEIGHTS_LAYER, try bind(tensors.inputWeights, gradients, offset: inputs)),
      (
        DNNL_ARG_DIFF_WEIGHTS_ITER, try bind(tensors.recurrentWeights, gradients, offset: recurrent)
      ),
      (DNNL_ARG_DIFF_BIAS, try bind(tensors.bias, gradients, offset: bias)),
      (DNNL_ARG_DIFF_DST_LAYER, try bind(tensors.outputGradient, output)),
      (DNNL_ARG_DIFF_DST_ITER, zeros),
    ]
    if tensors.cell.hasCellState {
      arguments.append((DNNL_ARG_DIFF_SRC_ITER_C, unusedCell))
      arguments.append((DNNL_ARG_DIFF_DST_ITER_C, zeros))
    }
    return arguments
  }

  private mutating func own(
    _ description: Description, role: String
  ) throws(NetworkError) -> Memory {
    try Memory(
      description, in: pool.buffer(role, byteCount: description.byteCount), engine: engine)
  }

  private mutating func reorder(_ from: Memory, to: Memory) throws(NetworkError) -> Primitive {
    try Primitive.reorder(from, to: to, engine: engine, pool: &pool)
  }
}
