extension Trainer {
  /// Measures how many threads make a step fastest now, with random tokens.
  ///
  /// Two threads are 1.3 times (3 × 256, batch 8) to 1.7 times (3 × 512, batch 64) as fast as one on an
  /// idle machine with two cores, and slower on a busy one. The count may change the last bits of
  /// results, so a run keeps it: store it with the checkpoint and the recipe.
  ///
  /// - Parameters:
  ///   - network: The network to train; it is not changed.
  ///   - options: The options to train with; their thread count is ignored.
  ///   - candidates: Thread counts to try; the first wins a tie.
  /// - Returns: The fastest count. Costs four steps for each.
  public static func fastestThreadCount(
    _ network: Network, options: TrainerOptions, timeSteps: Int, batchSize: Int,
    candidates: [Int]
  ) throws(NetworkError) -> Int? {
    var generator = CounterGenerator(seed: 0)
    let largest = Int32(network.configuration.vocabularySize)
    let tokens = (0..<(timeSteps * batchSize)).map { _ in
      Int32.random(in: 0..<largest, using: &generator)
    }
    let batch = TokenBatch(
      timeSteps: timeSteps, batchSize: batchSize, inputs: tokens, targets: tokens)
    var best: (threads: Int, seconds: Double)?
    for threads in candidates {
      var options = options
      options.threads = threads
      let trainer = try Trainer(network, options: options)
      _ = try trainer.step(batch, learningRate: 0)
      var fastest = Double.infinity
      for _ in 0..<3 {
        trainer.resetProfile()
        _ = try trainer.step(batch, learningRate: 0)
        fastest = min(fastest, trainer.profile.seconds)
      }
      if fastest < best?.seconds ?? .infinity { best = (threads, fastest) }
    }
    return best?.threads
  }
}
