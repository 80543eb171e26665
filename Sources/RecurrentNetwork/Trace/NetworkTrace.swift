/// A teacher's view of a network: gradients over lags, gates, and updates, for one batch.
public struct NetworkTrace: Hashable, Codable, Sendable {
  /// Gradients by lag, and gates.
  public let gradients: GradientTrace

  /// Weights, gradients and updates by tensor.
  public let updates: [UpdateTrace]
}

extension NetworkTrace {
  /// Looks at a network that reads some tokens.
  ///
  /// - Parameter learningRate: Of the steps whose updates are measured.
  public init(
    _ network: Network, _ batch: TokenBatch, options: TrainerOptions = TrainerOptions(),
    learningRate: Float
  ) throws(NetworkError) {
    gradients = try GradientTrace(network, batch)
    updates = try UpdateTrace.measure(network, options: options) { trainer throws(NetworkError) in
      _ = try trainer.step(batch, learningRate: learningRate)
    }
  }

  /// Looks at a network that reads some vectors.
  public init(
    _ network: Network, _ batch: VectorBatch, options: TrainerOptions = TrainerOptions(),
    learningRate: Float
  ) throws(NetworkError) {
    gradients = try GradientTrace(network, batch)
    updates = try UpdateTrace.measure(network, options: options) { trainer throws(NetworkError) in
      _ = try trainer.step(batch, learningRate: learningRate)
    }
  }

  /// Looks at a network that reads what it says itself: each row draws its next token, or the keys of
  /// its next frame, from the network's own distribution.
  ///
  /// - Parameters:
  ///   - length: Steps, T.
  ///   - rows: Sequences, B.
  ///   - first: The token that every row begins with.
  public init(
    _ network: Network, length: Int, rows: Int, first: Int32 = 0, seed: UInt64,
    options: TrainerOptions = TrainerOptions(), learningRate: Float
  ) throws(NetworkError) {
    var generator = CounterGenerator(seed: seed, stream: 0x7472_6163_65)
    var session = try InferenceSession(network, batchSize: rows, threads: options.threads)
    if network.configuration.head.readsVectors {
      let batch = try session.drawnVectors(network.configuration, length, &generator)
      try self.init(network, batch, options: options, learningRate: learningRate)
    } else {
      let batch = try session.drawnTokens(length, first, &generator)
      try self.init(network, batch, options: options, learningRate: learningRate)
    }
  }
}

extension InferenceSession {
  fileprivate mutating func drawnTokens(
    _ length: Int, _ first: Int32, _ generator: inout CounterGenerator
  ) throws(NetworkError) -> TokenBatch {
    var tokens = [Int32](repeating: first, count: batchSize)
    var (inputs, targets): ([Int32], [Int32]) = ([], [])
    for _ in 0..<length {
      let logits = try step(tokens)
      inputs += self.inputs
      for row in 0..<batchSize {
        let scores = logits[row * vocabularySize..<(row + 1) * vocabularySize]
        let largest = scores.max() ?? 0
        let weights = scores.map { FloatMath.exp($0 - largest) }
        var rest = Float(generator.uniform()) * weights.reduce(0, +)
        let drawn = weights.firstIndex { weight in
          rest -= weight
          return rest < 0
        }
        tokens[row] = Int32(drawn ?? vocabularySize - 1)
      }
      targets += tokens
    }
    return TokenBatch(
      timeSteps: length, batchSize: batchSize, inputs: inputs, targets: targets)
  }

  fileprivate mutating func drawnVectors(
    _ configuration: NetworkConfiguration, _ length: Int, _ generator: inout CounterGenerator
  ) throws(NetworkError) -> VectorBatch {
    guard configuration.head == .bernoulli,
      configuration.embeddingSize == configuration.vocabularySize
    else { throw .invalidConfiguration("the network does not read what it predicts") }
    var frame = [Float](repeating: 0, count: batchSize * vocabularySize)
    var frames = frame
    for _ in 0..<length {
      frame = try step(vectors: frame).map {
        Float(generator.uniform()) < 1 / (1 + FloatMath.exp(-$0)) ? 1 : 0
      }
      frames += frame
    }
    return VectorBatch(
      timeSteps: length, batchSize: batchSize, inputs: Array(frames.dropLast(frame.count)),
      targets: Array(frames.dropFirst(frame.count)),
      isScored: [Bool](repeating: true, count: length * batchSize))
  }
}
