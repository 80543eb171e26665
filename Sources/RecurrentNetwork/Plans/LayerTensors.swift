import COneDNN

/// What oneDNN is told about the tensors of one recurrent layer.
final class LayerTensors {
  let cell: Cell
  let input, output, state, cellState: Description
  let stateGradient: Description
  let inputGradient, outputGradient: Description

  /// Weights as the parameters hold them, `(I, G, H)` and `(H, G, H)`.
  let inputWeights, recurrentWeights: Description
  let bias: Description

  private let anyInputWeights, anyRecurrentWeights: Description

  init(_ shape: LayerShape) throws(NetworkError) {
    let (steps, rows) = (shape.timeSteps, shape.batchSize)
    let (width, gates) = (shape.hiddenSize, shape.cell.gateCount)
    cell = shape.cell
    let type = shape.element.engineType
    input = try Description([steps, rows, shape.inputSize], type: type, order: dnnl_tnc)
    output = try Description([steps, rows, width], type: type, order: dnnl_tnc)
    inputGradient = try Description([steps, rows, shape.inputSize], order: dnnl_tnc)
    outputGradient = try Description([steps, rows, width], order: dnnl_tnc)
    state = try Description([1, 1, rows, width], type: type, order: dnnl_ldnc)
    cellState = try Description([1, 1, rows, width], order: dnnl_ldnc)
    stateGradient = try Description([1, 1, rows, width], order: dnnl_ldnc)
    let inputShape = [1, 1, shape.inputSize, gates, width]
    let recurrentShape = [1, 1, width, gates, width]
    inputWeights = try Description(inputShape, order: dnnl_ldigo)
    recurrentWeights = try Description(recurrentShape, order: dnnl_ldigo)
    anyInputWeights = try Description(inputShape, type: type, order: dnnl_format_tag_any)
    anyRecurrentWeights = try Description(
      recurrentShape, type: type, order: dnnl_format_tag_any)
    bias = try Description([1, 1, shape.cell.biasCount, width], order: dnnl_ldgo)
  }

  /// Asks for the forward operation.
  func forwardPlan(engine: Engine, isTraining: Bool) throws(NetworkError) -> PrimitivePlan {
    var tensors = unsafe forwardTensors
    let kind = isTraining ? dnnl_forward_training : dnnl_forward_inference
    return try unsafe PrimitivePlan("plan a layer") { plan, attributes in
      unsafe lilt_rnn_forward_pd(
        plan, engine.handle, cell.engineCell, kind, dnnl_unidirectional_left2right, &tensors,
        attributes)
    }
  }

  /// Asks for the backward operation.
  func backwardPlan(engine: Engine, forward: PrimitivePlan) throws(NetworkError) -> PrimitivePlan {
    var tensors = unsafe forwardTensors
    var gradients = unsafe gradientTensors
    return try unsafe PrimitivePlan("plan a layer's gradient") { plan, attributes in
      unsafe lilt_rnn_backward_pd(
        plan, engine.handle, cell.engineCell, dnnl_unidirectional_left2right, &tensors, &gradients,
        forward.handle, attributes)
    }
  }

  private var forwardTensors: lilt_rnn_tensors {
    let cellState = unsafe cell.hasCellState ? cellState.handle : nil
    return unsafe lilt_rnn_tensors(
      src_layer: input.handle, src_iter: state.handle, src_iter_c: cellState,
      weights_layer: anyInputWeights.handle, weights_iter: anyRecurrentWeights.handle,
      bias: bias.handle, dst_layer: output.handle, dst_iter: state.handle, dst_iter_c: cellState)
  }

  private var gradientTensors: lilt_rnn_tensors {
    let cellState = unsafe cell.hasCellState ? stateGradient.handle : nil
    return unsafe lilt_rnn_tensors(
      src_layer: inputGradient.handle, src_iter: stateGradient.handle, src_iter_c: cellState,
      weights_layer: inputWeights.handle, weights_iter: recurrentWeights.handle,
      bias: bias.handle, dst_layer: outputGradient.handle, dst_iter: stateGradient.handle,
      dst_iter_c: cellState)
  }
}

extension Cell {
  fileprivate var engineCell: lilt_rnn_cell {
    switch self {
    case .lstm: lilt_rnn_lstm
    case .gru: lilt_rnn_lbr_gru
    case .textbookGRU: lilt_rnn_gru
    case .tanh: lilt_rnn_tanh
    case .relu: lilt_rnn_relu
    }
  }
}
