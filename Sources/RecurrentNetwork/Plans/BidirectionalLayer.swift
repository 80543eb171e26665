/// One recurrent layer that reads every row both ways.
///
/// The second pass is one from left to right over rows that are turned around within their own
/// lengths, so the padding behind a row's end changes nothing. It begins from the zero state: only
/// the first pass carries states from batch to batch.
///
/// Source: Schuster & Paliwal 1997.
final class BidirectionalLayer: StackLayer {
  let output: Buffer
  let element: ElementType

  private let direction: Direction
  private let onward, backwards: any StackLayer
  private let shape: LayerShape
  private let places: LayerPlaces
  private let turn: RowCopy

  /// The input with its rows turned around, `(T, B, I)`.
  private let turnedInput: Buffer

  /// Gradients by both passes' outputs, `(T, B, H)`, and by the turned input, `(T, B, I)`.
  private let onwardGradient, backwardsGradient, turnedInputGradient: Buffer?

  init(
    _ shape: LayerShape, _ direction: Direction, layer: Int, isComposed: Bool, engine: Engine,
    pool: inout BufferPool, store: ParameterStore, _ places: LayerPlaces, rowLengths: UnsafeTokens
  ) throws(NetworkError) {
    (self.shape, self.direction, self.places) = (shape, direction, places)
    element = shape.element
    let rows = shape.timeSteps * shape.batchSize
    turn = RowCopy(
      timeSteps: shape.timeSteps, batchSize: shape.batchSize, lengths: rowLengths,
      team: engine.team)
    turnedInput = pool.buffer(
      "layer\(layer).turnedInput", byteCount: rows * shape.inputSize * element.size)
    let width = (direction == .concatenated ? 2 : 1) * shape.hiddenSize
    output = pool.buffer("layer\(layer).both", byteCount: rows * width * element.size)
    let isTraining = places.outputGradient != nil
    func gradient(_ role: String, _ width: Int) -> Buffer? {
      isTraining ? pool.buffer(role, floatCount: rows * width) : nil
    }
    backwardsGradient = gradient("backwardsGradient", shape.hiddenSize)
    onwardGradient =
      direction == .summed ? places.outputGradient : gradient("onwardGradient", shape.hiddenSize)
    turnedInputGradient = gradient("turnedInputGradient", shape.inputSize)
    func pass(
      _ index: Int, _ input: Buffer, _ output: Buffer?, _ gradient: Buffer?
    ) throws(NetworkError) -> any StackLayer {
      try shape.makeLayer(
        pass: 2 * layer + index, isComposed: isComposed, engine: engine, pool: &pool, store: store,
        LayerPlaces(
          input: input, tokens: nil, outputGradient: output,
          inputGradient: gradient))
    }
    onward = try pass(0, places.input, onwardGradient, places.inputGradient)
    backwards = try pass(1, turnedInput, backwardsGradient, turnedInputGradient)
  }
}

extension BidirectionalLayer {
  var firstHidden: Buffer { onward.firstHidden }
  var lastHidden: Buffer { onward.lastHidden }
  var firstCell: Buffer { onward.firstCell }
  var lastCell: Buffer { onward.lastCell }

  var products: [MatrixProduct] { onward.products + backwards.products }

  func packWeights(_ copies: inout FreshCopies) throws(NetworkError) {
    try onward.packWeights(&copies)
    try backwards.packWeights(&copies)
  }

  func packBackwardWeights(_ copies: inout FreshCopies) throws(NetworkError) {
    try onward.packBackwardWeights(&copies)
    try backwards.packBackwardWeights(&copies)
  }

  func forward() throws(NetworkError) {
    backwards.firstHidden.clear()
    backwards.firstCell.clear()
    switch element {
    case .float32: unsafe turnInput(places.input.floats, turnedInput.floats)
    case .bfloat16: unsafe turnInput(places.input.bfloats, turnedInput.bfloats)
    }
    try onward.forward()
    try backwards.forward()
    switch element {
    case .float32:
      unsafe join(onward.output.floats, backwards.output.floats, into: output.floats)
    case .bfloat16:
      unsafe join(onward.output.bfloats, backwards.output.bfloats, into: output.bfloats)
    }
  }

  func backward() throws(NetworkError) {
    guard let outputGradient = places.outputGradient, let inputGradient = places.inputGradient,
      let onwardGradient, let backwardsGradient, let turnedInputGradient
    else { return }
    let size = shape.hiddenSize
    let both = outputWidth
    if direction == .concatenated {
      unsafe turn.run(
        RowCopy.Rows(outputGradient.floats, stride: both),
        to: RowCopy.Rows(onwardGradient.floats, stride: size), width: size, turns: false)
    }
    unsafe turn.run(
      RowCopy.Rows(outputGradient.floats + both - size, stride: both),
      to: RowCopy.Rows(backwardsGradient.floats, stride: size), width: size)
    try onward.backward()
    try backwards.backward()
    unsafe turn.run(
      RowCopy.Rows(turnedInputGradient.floats, stride: shape.inputSize),
      to: RowCopy.Rows(inputGradient.floats, stride: shape.inputSize), width: shape.inputSize,
      adds: true)
  }

  private var outputWidth: Int {
    direction == .concatenated ? 2 * shape.hiddenSize : shape.hiddenSize
  }

  private func turnInput<Element: Activation>(
    _ input: UnsafeMutablePointer<Element>, _ turned: UnsafeMutablePointer<Element>
  ) {
    unsafe turn.run(
      RowCopy.Rows(input, stride: shape.inputSize),
      to: RowCopy.Rows(turned, stride: shape.inputSize), width: shape.inputSize)
  }

  private func join<Element: Activation>(
    _ onward: UnsafeMutablePointer<Element>, _ backwards: UnsafeMutablePointer<Element>,
    into output: UnsafeMutablePointer<Element>
  ) {
    let (size, both) = (shape.hiddenSize, outputWidth)
    unsafe turn.run(
      RowCopy.Rows(onward, stride: size), to: RowCopy.Rows(output, stride: both), width: size,
      turns: false)
    unsafe turn.run(
      RowCopy.Rows(backwards, stride: size), to: RowCopy.Rows(output + both - size, stride: both),
      width: size, adds: direction == .summed)
  }
}
