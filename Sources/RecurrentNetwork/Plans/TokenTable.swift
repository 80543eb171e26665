/// What each input adds to the gates of the lowest layer: its vector times the input weights.
///
///     sums = embedding · W + b
///
/// The biases go to the inputs that stand for tokens, of which each position has one. There are fewer
/// inputs than positions in a batch, so this replaces the largest products of the
/// lowest layer by small ones, exactly.
final class TokenTable {
  /// `(…, 4, H)`.
  let sums: Buffer

  private let gradients: Buffer
  private let inputCount, tokenInputCount, embeddingSize, width: Int
  private let weights: LayerWeights
  private let embedding: Buffer
  private let embeddingGradient: Buffer?

  init(
    _ shape: LayerShape, store: ParameterStore, weights: LayerWeights,
    _ configuration: NetworkConfiguration, pool: inout BufferPool
  ) {
    inputCount = configuration.inputCount
    tokenInputCount = configuration.tokenInputCount
    self.weights = weights
    (embeddingSize, width) = (shape.inputSize, 4 * shape.hiddenSize)
    sums = pool.buffer("tokenSums", floatCount: inputCount * width)
    gradients = pool.buffer("tokenSumGradients", floatCount: inputCount * width)
    let range = store.layout[.embedding]
    let bytes = range.lowerBound * 4..<range.upperBound * 4
    embedding = Buffer(store.values, bytes: bytes)
    embeddingGradient = store.gradients.map { Buffer($0, bytes: bytes) }
  }

  /// Computes the sums; once after each update.
  func fill() throws(NetworkError) {
    try unsafe multiply(
      Matrix(embedding.floats, rows: inputCount, columns: embeddingSize),
      Matrix(weights.input.floats, rows: embeddingSize, columns: width), into: sums.floats)
    for token in 0..<tokenInputCount {
      let row = unsafe sums.floats + token * width
      for column in 0..<width { unsafe row[column] += weights.bias.floats[column] }
    }
  }

  /// Adds the gradient of the token vectors, and computes that of the input weights.
  ///
  /// - Parameter gateGradients: Gradients by the pre-activations, `(N, 4, H)`.
  @unsafe func backward<Element: Activation>(
    _ gateGradients: UnsafePointer<Element>, _ inputs: UnsafeInputs, rows: Int, _ engine: Engine
  ) throws(NetworkError) {
    guard let embeddingGradient, let target = weights.gradients?.input else { return }
    gradients.clear(inputCount * width * 4)
    unsafe EmbeddingLookup.scatter(
      gateGradients, inputs, to: gradients.floats, count: rows, width: width,
      team: engine.team)
    let byTable = unsafe Matrix(gradients.floats, rows: inputCount, columns: width)
    try unsafe multiply(
      Matrix(embedding.floats, rows: inputCount, columns: embeddingSize).transposed, byTable,
      into: target.floats)
    try unsafe multiply(
      byTable, Matrix(weights.input.floats, rows: embeddingSize, columns: width).transposed,
      into: embeddingGradient.floats, accumulates: true)
  }
}
