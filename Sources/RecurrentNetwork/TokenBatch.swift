/// Sequences of tokens that a network reads side by side.
///
/// Rows shorter than the batch are padded at the end: any valid token as input, and
/// ``ignoredTarget`` as target. A network that reads forward never sees it before a target; one that
/// reads both ways takes a row to end at its last target.
public struct TokenBatch: Hashable, Sendable {
  /// A target that takes no part in the loss.
  public static let ignoredTarget: Int32 = -1

  /// Time steps, T.
  public let timeSteps: Int

  /// Sequences, B.
  public let batchSize: Int

  /// Inputs to read, as ``NetworkConfiguration/inputs(of:)`` makes them of tokens; time-major `(T, B)`: the token of row b at time t is at `t * B + b`.
  public let inputs: [Int32]

  /// Tokens to predict, shape `(T, B)`; ``ignoredTarget`` where there is none.
  public let targets: [Int32]

  /// Rows that go on from the state at the end of the previous batch, shape `(B)`.
  ///
  /// Empty: every row starts from the zero state, as whole tunes do.
  public let continuesRow: [Bool]

  /// Creates a batch.
  ///
  /// - Precondition: `inputs` and `targets` hold `timeSteps * batchSize` tokens each;
  ///   `continuesRow` is empty or holds `batchSize` flags.
  public init(
    timeSteps: Int, batchSize: Int, inputs: [Int32], targets: [Int32], continuesRow: [Bool] = []
  ) {
    precondition(timeSteps > 0 && batchSize > 0, "(\(timeSteps), \(batchSize))")
    precondition(inputs.count == timeSteps * batchSize, "\(inputs.count) inputs")
    precondition(targets.count == timeSteps * batchSize, "\(targets.count) targets")
    precondition(
      continuesRow.isEmpty || continuesRow.count == batchSize, "\(continuesRow.count) rows")
    self.timeSteps = timeSteps
    self.batchSize = batchSize
    self.inputs = inputs
    self.targets = targets
    self.continuesRow = continuesRow
  }
}

extension TokenBatch {
  /// How many targets take part in the loss.
  public var targetCount: Int {
    targets.reduce(0) { $0 + ($1 >= 0 ? 1 : 0) }
  }
}

extension TokenBatch: SequenceBatch {
  /// Checks every token against a vocabulary.
  ///
  /// - Throws: `NetworkError.invalidBatch` with the first token out of range and its place.
  func validate(for configuration: NetworkConfiguration) throws(NetworkError) {
    guard !configuration.head.readsVectors else {
      throw .invalidBatch("the network reads vectors, not tokens")
    }
    let (vocabularySize, inputCount) = (configuration.vocabularySize, configuration.inputCount)
    for index in inputs.indices {
      guard (0..<inputCount).contains(Int(inputs[index])) else {
        throw .invalidBatch(place(index) + "input \(inputs[index]); expected 0..<\(inputCount)")
      }
      guard (-1..<vocabularySize).contains(Int(targets[index])) else {
        throw .invalidBatch(
          place(index) + "target \(targets[index]); expected -1..<\(vocabularySize)")
      }
    }
  }

  func load(into plan: NetworkPlan) {
    plan.inputs.store(inputs)
    plan.targets.store(targets)
  }

  private func place(_ index: Int) -> String {
    "row \(index % batchSize), step \(index / batchSize): "
  }
}
