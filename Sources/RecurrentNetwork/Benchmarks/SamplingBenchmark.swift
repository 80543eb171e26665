import Glibc
private import SafeFiles

/// Measures how fast a network generates, token after token, each row drawing its own.
public struct SamplingBenchmark: Sendable {
  /// The network; it reads tokens.
  public var configuration: NetworkConfiguration

  public var precision: Precision

  /// Threads of the engine, `nil` for as many as OpenMP chooses.
  public var threads: Int?

  /// Rows side by side, B.
  public var batchSize: Int

  /// Tokens of a row to time, after twenty that warm up.
  public var steps: Int

  /// Creates a benchmark.
  public init(
    _ configuration: NetworkConfiguration, precision: Precision = .float32, threads: Int? = nil,
    batchSize: Int = 1, steps: Int = 500
  ) {
    self.configuration = configuration
    (self.precision, self.threads) = (precision, threads)
    (self.batchSize, self.steps) = (batchSize, steps)
  }

  /// What was measured.
  public struct Report: Sendable, Encodable {
    /// Tokens of all rows together.
    public let tokensPerSecond: Double

    /// From the file on disk to the first token of every row.
    public let secondsToFirstToken: Double

    /// Two operations per weight and token, without the embedding.
    public let gflops: Double

    /// The fastest of several large matrix products in the same precision and with the same threads.
    public let peakGflops: Double

    /// The process's largest memory so far.
    public let peakResidentBytes: Int
  }
}

extension SamplingBenchmark {
  /// Runs the benchmark.
  ///
  /// - Throws: `NetworkError`, or the error of the temporary file that holds the network.
  public func run() throws -> Report {
    precondition(batchSize > 0 && steps > 0)
    let path = "/tmp/lilt-benchmark-\(getpid()).safetensors"
    try Safetensors(tensors: Network(configuration, seed: 1).tensors).write(to: path)
    defer { unsafe unlink(path) }
    let start = ContinuousClock.now
    let file = try Safetensors(parsing: InputFile.read(path))
    var session = try InferenceSession(
      Network(configuration, tensors: file.tensors), batchSize: batchSize, precision: precision,
      threads: threads)
    var generator = CounterGenerator(seed: 2)
    var tokens = [Int32](repeating: 0, count: batchSize)
    try advance(&session, &tokens, &generator)
    let first = (ContinuousClock.now - start) / .seconds(1)
    for _ in 0..<20 { try advance(&session, &tokens, &generator) }
    let begin = ContinuousClock.now
    for _ in 0..<steps { try advance(&session, &tokens, &generator) }
    let rate = Double(steps * batchSize) / ((ContinuousClock.now - begin) / .seconds(1))
    return Report(
      tokensPerSecond: rate, secondsToFirstToken: first,
      gflops: configuration.trainingOperationsPerToken / 3 * rate * 1e-9,
      peakGflops: try PeakProduct(precision, threads: threads).gflops(),
      peakResidentBytes: ProcessMemory.peakResidentBytes())
  }

  private func advance(
    _ session: inout InferenceSession, _ tokens: inout [Int32],
    _ generator: inout CounterGenerator
  ) throws(NetworkError) {
    let width = configuration.vocabularySize
    tokens = try session.step(tokens) { logits in
      var weights = [Float](repeating: 0, count: width)
      return (0..<batchSize).map { row in
        Self.draw(logits.extracting(row * width..<(row + 1) * width), &weights, &generator)
      }
    }
  }

  /// Draws a token by the softmax of its logits.
  private static func draw(
    _ logits: Span<Float>, _ weights: inout [Float], _ generator: inout CounterGenerator
  ) -> Int32 {
    var largest = -Float.infinity
    for token in logits.indices { largest = max(largest, logits[token]) }
    for token in logits.indices { weights[token] = fastExp(logits[token] - largest) }
    var rest = Float(generator.uniform()) * weights.reduce(0, +)
    for token in logits.indices.dropLast() {
      rest -= weights[token]
      if rest < 0 { return Int32(token) }
    }
    return Int32(logits.count - 1)
  }
}
