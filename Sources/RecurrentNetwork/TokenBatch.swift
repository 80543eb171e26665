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

  /// Inputs to read, as ``NetworkConfiguration/inputs(of:)`` makes them of tokens; time-major
  /// `(T, B, K)`: those of row b at time t begin at `(t * B + b) * K`.
  public let inputs: [Int32]

  /// Tokens to predict, shape `(T, B)`; ``ignoredTarget`` where there is none.
  public let targets: [Int32]

  /// Rows that go on from the state at the end of the previous batch, shape `(B)`.
  ///
  /// Empty: every row starts from the zero state, as whole tunes do.
  public let continuesRow: [Bool]

  /// Creates a batch.
  ///
  /// - Precondition: `targets` holds `timeSteps * batchSize` tokens, `inputs` as many or a multiple;
  ///   `continuesRow` is empty or holds `batchSize` flags.
  public init(
    timeSteps: Int, batchSize: Int, inputs: [Int32], targets: [Int32], continuesRow: [Bool] = []
  ) {
    precondition(timeSteps > 0 && batchSize > 0, "(\(timeSteps), \(batchSize))")
    precondition(inputs.count % (timeSteps * batchSize) == 0, "\(inputs.count) inputs")
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
  /// Creates a batch of sequences side by side, each token but the last read and each but the first
  /// predicted.
  ///
  /// - Parameters:
  ///   - timeSteps: T; as many as the longest sequence needs when left out.
  ///   - continues: Whether all rows go on from the state at the end of the previous batch.
  ///
  /// - Precondition: There is a sequence, all have as many inputs for each token, and none has more
  ///   than T + 1 tokens.
  public init(_ sequences: [TokenSequence], timeSteps: Int? = nil, continues: Bool = false) {
    let (rows, width) = (sequences.count, sequences.first?.inputsPerToken ?? 1)
    let steps = timeSteps ?? (sequences.map(\.count).max() ?? 0) - 1
    var inputs = [Int32](repeating: 0, count: steps * rows * width)
    var targets = [Int32](repeating: Self.ignoredTarget, count: steps * rows)
    for (row, sequence) in sequences.enumerated() {
      for step in sequence.tokens.indices.dropLast() {
        let place = step * rows + row
        for input in 0..<width {
          inputs[place * width + input] = sequence.inputs[step * width + input]
        }
        targets[place] = sequence.tokens[step + 1]
      }
    }
    self.init(
      timeSteps: steps, batchSize: rows, inputs: inputs, targets: targets,
      continuesRow: continues ? [Bool](repeating: true, count: rows) : [])
  }

  /// Creates a batch of whole sequences as a network of some shape reads them.
  ///
  /// - Precondition: There is a sequence of at least two tokens.
  public init(_ sequences: [[Int32]], _ configuration: NetworkConfiguration) {
    self.init(sequences.map { TokenSequence($0, configuration) })
  }

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
    let inputsPerToken = configuration.inputsPerToken
    guard inputs.count == targets.count * inputsPerToken else {
      throw .invalidBatch(
        "\(inputs.count) inputs for \(targets.count) tokens; expected \(inputsPerToken) for each")
    }
    for index in inputs.indices where !(0..<inputCount).contains(Int(inputs[index])) {
      throw .invalidBatch(
        place(index / inputsPerToken) + "input \(inputs[index]); expected 0..<\(inputCount)")
    }
    for index in targets.indices {
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
