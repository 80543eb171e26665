/// A network that reads one token per row at a time and keeps its state.
///
/// Rows do not touch each other: a row's logits depend on its own tokens only.
public struct InferenceSession: ~Copyable {
  /// Rows, B.
  public let batchSize: Int

  /// Distinct tokens, V.
  public let vocabularySize: Int

  private let plan: NetworkPlan
  private let masks: StepMasks
  private let bias: [Float]
  private var readers: [InputReader]
  private var profile = StepProfile()

  /// What the last step read, `(B, K)`.
  private(set) var inputs: [Int32] = []

  /// Creates a session whose rows are in the zero state.
  ///
  /// - Throws: `NetworkError.invalidConfiguration` for a bidirectional network or a batch size out of range,
  ///   `.unsupported` for a precision that this processor lacks, `.engine`.
  public init(
    _ network: Network, batchSize: Int, precision: Precision = .float32, threads: Int? = nil
  ) throws(NetworkError) {
    guard (1...65536).contains(batchSize) else {
      throw .invalidConfiguration("batch size is \(batchSize); expected 1...65536")
    }
    let configuration = network.configuration
    guard configuration.direction == .forward else {
      throw .invalidConfiguration("a bidirectional network cannot read token by token")
    }
    let layout = ParameterLayout(configuration)
    let values = Buffer(floatCount: layout.count)
    values.store(network.parameters)
    let engine = try Engine(threads: threads)
    try precision.checkSupport()
    engine.team.activate()
    var pool = BufferPool()
    let plan = try NetworkPlan(
      configuration, timeSteps: 1, batchSize: batchSize, engine: engine, pool: &pool,
      store: ParameterStore(layout: layout, values: values, gradients: nil),
      precision: precision, dropout: nil)
    var copies = FreshCopies()
    try plan.packWeights(backward: false, &copies)
    self.plan = plan
    masks = StepMasks(configuration)
    bias = values.floats(layout[.headBias])
    self.batchSize = batchSize
    readers = [InputReader](repeating: InputReader(configuration), count: batchSize)
    vocabularySize = configuration.vocabularySize
  }
}

extension InferenceSession {
  /// Reads one token per row, and hands out the scores of the next ones.
  ///
  /// - Parameters:
  ///   - tokens: Tokens, `(B)`.
  ///   - body: Gets the logits, `(B, V)`, row-major; they are valid inside only.
  /// - Throws: `NetworkError.invalidBatch` for a token outside the vocabulary.
  public mutating func step<Result>(
    _ tokens: [Int32], _ body: (Span<Float>) -> Result
  ) throws(NetworkError) -> Result {
    precondition(!plan.configuration.head.readsVectors, "the network reads vectors")
    precondition(tokens.count == batchSize, "\(tokens.count) tokens for \(batchSize) rows")
    for (row, token) in tokens.enumerated() where !(0..<Int32(vocabularySize)).contains(token) {
      throw .invalidBatch("row \(row): input \(token); expected 0..<\(vocabularySize)")
    }
    inputs.removeAll(keepingCapacity: true)
    for (row, token) in tokens.enumerated() { readers[row].read(token, into: &inputs) }
    plan.inputs.store(inputs)
    return try advance(body)
  }

  /// Reads one vector per row, and returns the scores of the next one's keys, `(B, V)`.
  ///
  /// - Parameter vectors: Vectors, `(B, E)`.
  public mutating func step(vectors: [Float]) throws(NetworkError) -> [Float] {
    let width = plan.configuration.embeddingSize
    precondition(plan.configuration.head.readsVectors, "the network reads tokens")
    precondition(
      vectors.count == batchSize * width, "\(vectors.count) numbers for \(batchSize) rows")
    plan.vectors.store(vectors[...], at: 0, as: plan.element)
    return try advance(Self.copy)
  }

  private mutating func advance<Result>(
    _ body: (Span<Float>) -> Result
  ) throws(NetworkError) -> Result {
    plan.engine.team.activate()
    try plan.forward(masks, profile: &profile)
    plan.continueFromLastStates()
    let logits = unsafe UnsafeMutableBufferPointer(
      start: plan.logits.floats, count: batchSize * vocabularySize)
    for row in 0..<batchSize {
      let start = row * vocabularySize
      for token in 0..<vocabularySize { unsafe logits[start + token] += bias[token] }
    }
    return unsafe body(UnsafeBufferPointer(logits).span)
  }

  /// Reads one token per row, and returns the scores of the next ones, `(B, V)`.
  public mutating func step(_ tokens: [Int32]) throws(NetworkError) -> [Float] {
    try step(tokens, Self.copy)
  }

  private static func copy(_ logits: Span<Float>) -> [Float] {
    unsafe [Float](unsafeUninitializedCapacity: logits.count) { target, count in
      for index in logits.indices { unsafe target[index] = logits[index] }
      count = logits.count
    }
  }

  /// Puts one row into the zero state, where a tune begins.
  public mutating func resetState(row: Int) {
    precondition((0..<batchSize).contains(row), "row \(row) of \(batchSize)")
    plan.clearFirstStates(row..<(row + 1))
    readers[row] = InputReader(plan.configuration)
  }

  /// Puts all rows into the zero state.
  public mutating func resetStates() {
    plan.clearFirstStates(0..<batchSize)
    for row in readers.indices { readers[row] = InputReader(plan.configuration) }
  }
}

extension NetworkPlan {
  /// Makes the last states the first ones of the next run.
  func continueFromLastStates() {
    let count = batchSize * configuration.hiddenSize
    for layer in layers {
      unsafe layer.firstHidden.bytes.copyMemory(
        from: layer.lastHidden.bytes, byteCount: count * element.size)
      guard configuration.cell.hasCellState else { continue }
      unsafe layer.firstCell.floats.update(from: layer.lastCell.floats, count: count)
    }
  }

  /// Sets the first states of some rows to zero.
  func clearFirstStates(_ rows: Range<Int>) {
    let width = configuration.hiddenSize
    for layer in layers {
      let (start, count) = (rows.lowerBound * width, rows.count * width)
      unsafe (layer.firstHidden.bytes + start * element.size).initializeMemory(
        as: UInt8.self, repeating: 0, count: count * element.size)
      guard configuration.cell.hasCellState else { continue }
      unsafe (layer.firstCell.floats + start).update(repeating: 0, count: count)
    }
  }
}
