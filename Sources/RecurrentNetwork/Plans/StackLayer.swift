/// One recurrent layer of a network, bound to memory for one shape of batch.
protocol StackLayer: AnyObject {
  /// Hidden state before the first and after the last time step, `(B, H)`.
  var firstHidden: Buffer { get }
  var lastHidden: Buffer { get }

  /// Cell state before the first and after the last time step, `(B, H)`; empty without one.
  var firstCell: Buffer { get }
  var lastCell: Buffer { get }

  /// Hidden states, `(T, B, H)`.
  var output: Buffer { get }

  /// How ``output`` and the hidden states are stored.
  var element: ElementType { get }

  /// The products that keep packed copies of weights, forward's and backward's.
  var products: [MatrixProduct] { get }

  /// Brings the weights into the layout that the processor likes; once after each update.
  func packWeights(_ copies: inout FreshCopies) throws(NetworkError)

  /// Packs the weights for ``backward()``.
  func packBackwardWeights(_ copies: inout FreshCopies) throws(NetworkError)

  /// Computes ``output`` and the last states from the input and the first states.
  func forward() throws(NetworkError)

  /// Computes the gradients by the input and by the weights from that by ``output``.
  func backward() throws(NetworkError)
}

/// What a recurrent layer reads and writes beside its own memory.
struct LayerPlaces {
  /// Layer input, `(T, B, I)` in the element type.
  let input: Buffer

  /// The network's inputs, `(T, B, K)`, where the layer reads them itself.
  let tokens: (UnsafeInputs, NetworkConfiguration)?

  /// Gradient of the loss by the layer's output, in `float32`; `nil` for inference.
  let outputGradient: Buffer?

  /// Receives the gradient by the input, in `float32`.
  let inputGradient: Buffer?
}

/// How a recurrent layer is computed.
enum LayerKind {
  /// As measured to be faster for the shape.
  case fastest

  /// By oneDNN's recurrent operation.
  case recurrent

  /// By matrix products and arithmetic of our own, where the shape allows it.
  case composed
}

extension LayerShape {
  /// Whether the layer is a ``ComposedLSTM`` rather than a ``RecurrentLayer``.
  ///
  /// Measured with two threads of a processor with AVX-512: products are 5 % faster than oneDNN's
  /// layer in `float32` at H = 512 and 8 % slower at 256. In `bfloat16` oneDNN's backward touches the
  /// gradients of all weights at every time step, which makes it 2 to 3 times slower than products at
  /// B = 8 and 1.3 times at 64. A single step in `float32` is 2.2 times faster by products at B = 8,
  /// 1.2 times at 64, and slower at 1.
  func isComposed(_ kind: LayerKind) -> Bool {
    // Its arithmetic takes eight units at a time.
    guard cell == .lstm, hiddenSize % 8 == 0 else { return false }
    switch (kind, element) {
    case (.recurrent, _): return false
    case (.composed, _): return true
    case (.fastest, .float32) where timeSteps == 1: return batchSize > 1
    case (.fastest, .float32): return hiddenSize >= 512
    case (.fastest, .bfloat16): return timeSteps > 1
    }
  }
}

extension LayerShape {
  /// Makes one pass over a sequence from its beginning to its end.
  func makeLayer(
    pass: Int, isComposed: Bool, engine: Engine, pool: inout BufferPool, store: ParameterStore,
    _ places: LayerPlaces
  ) throws(NetworkError) -> any StackLayer {
    guard isComposed else {
      return try RecurrentLayer(
        self, pass: pass, engine: engine, pool: &pool, store: store, places)
    }
    let input: ComposedLSTM.Input =
      if let (inputs, configuration) = places.tokens {
        .tokens(inputs, configuration)
      } else {
        .activations(places.input, gradient: places.inputGradient)
      }
    return try ComposedLSTM(
      self, pass: pass, engine: engine, pool: &pool, store: store, input: input,
      outputGradient: places.outputGradient)
  }
}
