import COneDNN

/// A whole network bound to memory for one shape of batch.
///
/// Everything is allocated when the plan is made; running it allocates nothing.
final class NetworkPlan {
  let configuration: NetworkConfiguration
  let timeSteps, batchSize: Int
  let engine: Engine
  let store: ParameterStore

  /// How activations and packed weights are stored.
  let element: ElementType

  /// What is read for each token, `(T, B, K)`.
  let inputs: UnsafeInputs

  /// Tokens to predict, `(T, B)`; for vectors they say where those are scored.
  let targets: UnsafeTokens

  /// Token vectors or vectors read, after dropout, `(T, B, E)`.
  let vectors: Buffer

  /// Where each row ends, `(B)`: behind its last target.
  ///
  /// Only layers that read both ways ask.
  let rowLengths: UnsafeTokens

  /// Vectors to predict, `(T, B, V)`; empty for tokens.
  let vectorTargets: Buffer

  /// Whether the layers are products with arithmetic of our own between them.
  let isComposed: Bool

  /// The parameters as the update goes through them; empty where nothing is learned.
  let updatePieces: [UpdatePiece]

  /// Whether the lowest layer reads the tokens themselves rather than their vectors.
  let readsTokens: Bool

  /// The recurrent layers from below.
  let layers: [any StackLayer]

  /// What each layer reads: ``vectors``, then the output of the layer below after dropout.
  let layerInputs: [Buffer]

  /// What the head reads, `(T, B, H)`: the top layer's output after dropout, as `float32`.
  let headInput: Buffer

  /// Products of the head, then the losses' gradient by them, `(T, B, V)`.
  let logits: Buffer

  /// Losses in nats, `(T, B)`.
  let losses: Buffer

  /// Partial sums of the head's bias gradient.
  let biasSums: Buffer

  /// Gradient by the output of each layer and, first, by the token vectors; shared in turn.
  let activationGradients: [Buffer]

  /// Gradient by what the head reads, kept for the layers below where all go to the head.
  let headGradient: Buffer?

  /// - Parameters:
  ///   - dropout: `nil` for inference.
  ///   - layerKind: How layers are computed.
  init(
    _ configuration: NetworkConfiguration, timeSteps: Int, batchSize: Int, engine: Engine,
    pool: inout BufferPool, store: ParameterStore, precision: Precision, dropout: DropoutOptions?,
    layerKind: LayerKind = .fastest
  ) throws(NetworkError) {
    self.configuration = configuration
    self.timeSteps = timeSteps
    self.batchSize = batchSize
    self.engine = engine
    var store = store
    if dropout?.recurrent ?? 0 > 0 {
      store.droppedWeights = pool.buffer(
        "droppedWeights", byteCount: store.droppedByteCount(passes: configuration.passes))
    }
    self.store = store
    element = ElementType(precision)
    let rows = timeSteps * batchSize
    let width = configuration.outputSize
    isComposed = LayerShape(
      cell: configuration.cell, timeSteps: timeSteps, batchSize: batchSize,
      inputSize: configuration.embeddingSize, hiddenSize: configuration.hiddenSize,
      element: element
    ).isComposed(layerKind)
    readsTokens =
      isComposed && !configuration.head.readsVectors && configuration.direction == .forward
      && dropout?.embedding ?? 0 == 0
      && (timeSteps == 1 || 2 * configuration.inputCount <= rows)
    let inputsPerToken = configuration.inputsPerToken
    inputs = UnsafeInputs(
      tokens: UnsafeTokens(pool.buffer("inputs", byteCount: rows * inputsPerToken * 4)),
      perToken: inputsPerToken)
    targets = UnsafeTokens(pool.buffer("targets", byteCount: rows * 4))
    rowLengths = UnsafeTokens(pool.buffer("rowLengths", byteCount: batchSize * 4))
    vectorTargets = pool.buffer(
      "vectorTargets",
      floatCount: configuration.head.readsVectors ? rows * configuration.vocabularySize : 0)
    vectors = pool.buffer(
      "vectors", byteCount: rows * configuration.embeddingSize * element.size)

    var gradients: [Buffer] = []
    if store.gradients != nil {
      let widest = max(width, configuration.embeddingSize)
      for index in 0...configuration.layers {
        gradients.append(pool.buffer("gradient\(index % 2)", floatCount: rows * widest))
      }
    }
    activationGradients = gradients
    headGradient =
      configuration.sumsLayers && !gradients.isEmpty
      ? pool.buffer("headGradient", floatCount: rows * width) : nil

    var layers: [any StackLayer] = []
    var layerInputs = [vectors]
    let direction = configuration.direction
    for layer in 0..<configuration.layers {
      let pass = layer * direction.passes
      let shape = LayerShape(
        cell: configuration.cell, timeSteps: timeSteps, batchSize: batchSize,
        inputSize: configuration.inputSize(ofPass: pass), hiddenSize: configuration.hiddenSize,
        element: element)
      let places = LayerPlaces(
        input: layerInputs[layer],
        tokens: layer == 0 && readsTokens ? (inputs, configuration) : nil,
        outputGradient: gradients.isEmpty ? nil : gradients[layer + 1],
        inputGradient: gradients.isEmpty ? nil : gradients[layer])
      let recurrent =
        direction == .forward
        ? try shape.makeLayer(
          pass: pass, isComposed: isComposed, engine: engine, pool: &pool, store: self.store, places
        )
        : try BidirectionalLayer(
          shape, direction, layer: layer, isComposed: isComposed, engine: engine, pool: &pool,
          store: self.store, places, rowLengths: rowLengths)
      layers.append(recurrent)
      let isTop = layer == configuration.layers - 1
      let probability = isTop ? dropout?.output ?? 0 : dropout?.layers ?? 0
      let type = isTop ? ElementType.float32 : element
      let isSame =
        type == element && probability == 0 && !(isTop && configuration.sumsLayers)
      layerInputs.append(
        isSame
          ? recurrent.output
          : pool.buffer("layer\(layer).dropped", byteCount: rows * width * type.size))
    }
    self.layers = layers
    updatePieces =
      store.gradients == nil ? [] : UpdatePiece.pieces(of: store, layers.flatMap(\.products))
    headInput = layerInputs.removeLast()
    self.layerInputs = layerInputs
    logits = pool.buffer("logits", floatCount: rows * configuration.vocabularySize)
    losses = pool.buffer("losses", floatCount: rows)
    biasSums = pool.buffer(
      "biasSums",
      floatCount: SoftmaxCrossEntropy.scratchCount(
        rows: rows, vocabularySize: configuration.vocabularySize))
  }

  /// Positions in the batch, T·B.
  var rows: Int { timeSteps * batchSize }
}
