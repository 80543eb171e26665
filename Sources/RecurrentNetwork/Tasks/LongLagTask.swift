/// The classic tests of what a recurrent network remembers.
public enum LongLagTask: String, Hashable, Codable, Sendable, CaseIterable {
  /// Adds two numbers that are marked in a sequence of T random ones.
  ///
  /// Source: Hochreiter & Schmidhuber 1997, experiment 4; as in Le, Jaitly & Hinton 2015.
  case adding

  /// Repeats ten symbols after T blanks.
  ///
  /// Source: Hochreiter & Schmidhuber 1997; as in Arjovsky, Shah & Bengio 2016.
  case copy
}

extension LongLagTask {
  /// Symbols to remember, of ``copy``; their alphabet has eight.
  private static let symbols = 10
  private static let letters: Int32 = 8

  /// The network that learns the task.
  public func configuration(cell: Cell, hiddenSize: Int, layers: Int) -> NetworkConfiguration {
    switch self {
    case .adding:
      NetworkConfiguration(
        cell: cell, head: .linear, vocabularySize: 1, embeddingSize: 2, hiddenSize: hiddenSize,
        layers: layers)
    case .copy:
      NetworkConfiguration(
        cell: cell, vocabularySize: Int(Self.letters) + 2, hiddenSize: hiddenSize, layers: layers)
    }
  }

  /// The loss per target of a network that remembers nothing.
  ///
  /// The variance of a sum of two numbers from 0 to 1, or what guessing the symbols costs, spread
  /// over all positions.
  ///
  /// - Parameter length: Steps to bridge, T.
  public func baseline(length: Int) -> Double {
    switch self {
    case .adding: 1.0 / 6
    case .copy: Double(Self.symbols) * 2.079_441_541_679_835_7 / Double(length + 2 * Self.symbols)
    }
  }

  /// Returns whether a loss shows that the task is solved: a tenth of the baseline or less.
  public func isSolved(loss: Double, length: Int) -> Bool {
    loss <= baseline(length: length) / 10
  }
}

extension Trainer {
  /// Learns from one fresh batch of a task.
  ///
  /// - Returns: What the step found; its mean loss is measured before it learns.
  public func step(
    _ task: LongLagTask, length: Int, batchSize: Int, learningRate: Float,
    using generator: inout CounterGenerator
  ) throws(NetworkError) -> StepResult {
    switch task {
    case .adding:
      try step(
        LongLagTask.addingBatch(length, batchSize, &generator), learningRate: learningRate)
    case .copy:
      try step(LongLagTask.copyBatch(length, batchSize, &generator), learningRate: learningRate)
    }
  }
}

extension LongLagTask {
  /// Sequences of T pairs: a number in 0...1, and 1 where it is to be added.
  ///
  /// One number of either half is; the sum is asked for at the last step.
  static func addingBatch(
    _ length: Int, _ batchSize: Int, _ generator: inout CounterGenerator
  ) -> VectorBatch {
    precondition(length >= 2, "length \(length)")
    let positions = length * batchSize
    var inputs = [Float](repeating: 0, count: 2 * positions)
    for position in 0..<positions { inputs[2 * position] = Float(generator.uniform()) }
    var targets = [Float](repeating: 0, count: positions)
    for row in 0..<batchSize {
      for half in [0..<length / 2, length / 2..<length] {
        let position = Int.random(in: half, using: &generator) * batchSize + row
        inputs[2 * position + 1] = 1
        targets[(length - 1) * batchSize + row] += inputs[2 * position]
      }
    }
    return VectorBatch(
      timeSteps: length, batchSize: batchSize, inputs: inputs, targets: targets,
      isScored: (0..<positions).map { $0 >= positions - batchSize })
  }

  /// Ten letters, T - 1 blanks, a signal and ten blanks; blanks are to be said until the signal, then
  /// the letters.
  static func copyBatch(
    _ length: Int, _ batchSize: Int, _ generator: inout CounterGenerator
  ) -> TokenBatch {
    precondition(length >= 1, "length \(length)")
    let (blank, signal) = (letters, letters + 1)
    let steps = length + 2 * symbols
    var inputs = [Int32](repeating: blank, count: steps * batchSize)
    var targets = inputs
    for row in 0..<batchSize {
      for index in 0..<symbols {
        let letter = Int32.random(in: 0..<letters, using: &generator)
        inputs[index * batchSize + row] = letter
        targets[(steps - symbols + index) * batchSize + row] = letter
      }
      inputs[(steps - symbols - 1) * batchSize + row] = signal
    }
    return TokenBatch(timeSteps: steps, batchSize: batchSize, inputs: inputs, targets: targets)
  }
}
