/// Measures training steps on random tokens, and the processor's peak beside them.
public struct TrainingBenchmark: Sendable {
  /// The network.
  public var configuration: NetworkConfiguration

  /// Dropout, precision and threads.
  public var options: TrainerOptions

  /// Time steps of a batch, T.
  public var timeSteps: Int

  /// Sequences of a batch, B.
  public var batchSize: Int

  /// Training steps to time, after two that warm up.
  public var repeats: Int

  /// Creates a benchmark.
  public init(
    _ configuration: NetworkConfiguration, options: TrainerOptions = TrainerOptions(),
    timeSteps: Int = 64, batchSize: Int = 64, repeats: Int = 10
  ) {
    self.configuration = configuration
    self.options = options
    (self.timeSteps, self.batchSize, self.repeats) = (timeSteps, batchSize, repeats)
  }

  /// What was measured.
  public struct Report: Sendable {
    /// Seconds per training step, rising.
    public let seconds: [Double]

    /// At the median step.
    public let tokensPerSecond: Double

    /// Arithmetic of the textbook step at the median step.
    ///
    /// Six operations per weight and token, without the embedding. Products that the engine saves
    /// count as if they were made.
    public let gflops: Double

    /// The fastest of several large matrix products in the same precision and with the same threads.
    public let peakGflops: Double

    /// The process's largest memory so far.
    public let peakResidentBytes: Int

    /// Where the time went.
    public let profile: StepProfile
  }
}

extension TrainingBenchmark {
  /// Runs the benchmark.
  ///
  /// - Parameter beforeStep: Called before each timed step, for a peer that takes turns.
  public func run(beforeStep: () -> Void = {}) throws(NetworkError) -> Report {
    precondition(timeSteps > 0 && batchSize > 0 && repeats > 0)
    let trainer = try Trainer(Network(configuration, seed: 1), options: options)
    var generator = CounterGenerator(seed: 2)
    for _ in 0..<2 { _ = try trainer.step(randomBatch(&generator), learningRate: 1e-3) }
    trainer.resetProfile()
    var seconds: [Double] = []
    for _ in 0..<repeats {
      let batch = randomBatch(&generator)
      beforeStep()
      let before = trainer.profile.seconds
      _ = try trainer.step(batch, learningRate: 1e-3)
      seconds.append(trainer.profile.seconds - before)
    }
    seconds.sort()
    let median = seconds[seconds.count / 2]
    let tokens = Double(timeSteps * batchSize)
    return Report(
      seconds: seconds, tokensPerSecond: tokens / median,
      gflops: configuration.trainingOperationsPerToken * tokens / median * 1e-9,
      peakGflops: try Self.peakGflops(options.precision, threads: options.threads),
      peakResidentBytes: ProcessMemory.peakResidentBytes(), profile: trainer.profile)
  }

  /// Measures the fastest of several large matrix products, in 10⁹ operations per second.
  ///
  /// - Parameter threads: Threads of the engine; `nil` for as many as OpenMP chooses.
  public static func peakGflops(
    _ precision: Precision, threads: Int?
  ) throws(NetworkError) -> Double {
    try PeakProduct(precision, threads: threads).gflops()
  }

  private func randomBatch(_ generator: inout CounterGenerator) -> TokenBatch {
    let largest = Int32(configuration.vocabularySize)
    func tokens() -> [Int32] {
      (0..<(timeSteps * batchSize)).map { _ in Int32.random(in: 0..<largest, using: &generator) }
    }
    return TokenBatch(
      timeSteps: timeSteps, batchSize: batchSize, inputs: tokens(), targets: tokens())
  }
}

extension NetworkConfiguration {
  /// Arithmetic of the textbook training step for one token: six operations per weight, without the
  /// embedding.
  public var trainingOperationsPerToken: Double {
    6 * Double(parameterCount - inputCount * (tiesEmbedding ? 0 : embeddingSize))
  }
}
