/// Sequences of vectors that a network reads side by side, with the vectors to predict.
///
/// A frame of keys is a vector of zeros and ones. Rows shorter than the batch are padded at the end
/// by positions that are not scored.
public struct VectorBatch: Hashable, Sendable {
  /// Time steps, T.
  public let timeSteps: Int

  /// Sequences, B.
  public let batchSize: Int

  /// Vectors to read, time-major `(T, B, E)`.
  public let inputs: [Float]

  /// Vectors to predict, `(T, B, V)`.
  public let targets: [Float]

  /// Whether a position takes part in the loss, `(T, B)`.
  public let isScored: [Bool]

  /// Rows that go on from the state at the end of the previous batch, shape `(B)`; empty if none does.
  public let continuesRow: [Bool]

  /// Creates a batch.
  ///
  /// - Precondition: `inputs` and `targets` hold a whole number of values per position, `isScored`
  ///   one; `continuesRow` is empty or holds `batchSize` flags.
  public init(
    timeSteps: Int, batchSize: Int, inputs: [Float], targets: [Float], isScored: [Bool],
    continuesRow: [Bool] = []
  ) {
    let positions = timeSteps * batchSize
    precondition(timeSteps > 0 && batchSize > 0, "(\(timeSteps), \(batchSize))")
    precondition(inputs.count % positions == 0, "\(inputs.count) inputs")
    precondition(targets.count % positions == 0, "\(targets.count) targets")
    precondition(isScored.count == positions, "\(isScored.count) flags")
    precondition(
      continuesRow.isEmpty || continuesRow.count == batchSize, "\(continuesRow.count) rows")
    self.timeSteps = timeSteps
    self.batchSize = batchSize
    self.inputs = inputs
    self.targets = targets
    self.isScored = isScored
    self.continuesRow = continuesRow
  }
}

extension VectorBatch {
  /// Creates a batch in which each frame of a piece predicts the next one.
  ///
  /// - Parameters:
  ///   - pieces: For each piece its frames in order, for each frame the keys that are on.
  ///   - keys: Keys of a frame, V and E.
  ///   - scoresFirst: Whether the first frame is predicted too, from a frame without keys. The
  ///     published figures leave it out.
  /// - Precondition: Every key is in `0..<keys`, and some piece has a frame to predict.
  public init(pieces: [[[Int]]], keys: Int = 88, scoresFirst: Bool = false) {
    let pieces = scoresFirst ? pieces.map { [[]] + $0 } : pieces
    let (steps, rows) = ((pieces.map(\.count).max() ?? 0) - 1, pieces.count)
    var inputs = [Float](repeating: 0, count: max(steps, 0) * rows * keys)
    var (targets, isScored) = (inputs, [Bool](repeating: false, count: max(steps, 0) * rows))
    for (row, piece) in pieces.enumerated() {
      for (time, (frame, next)) in zip(piece, piece.dropFirst()).enumerated() {
        let position = time * rows + row
        for key in frame { inputs[position * keys + key] = 1 }
        for key in next { targets[position * keys + key] = 1 }
        isScored[position] = true
      }
    }
    self.init(
      timeSteps: steps, batchSize: rows, inputs: inputs, targets: targets, isScored: isScored)
  }

  /// How many positions take part in the loss.
  public var targetCount: Int {
    isScored.reduce(0) { $0 + ($1 ? 1 : 0) }
  }
}

extension VectorBatch: SequenceBatch {
  func validate(for configuration: NetworkConfiguration) throws(NetworkError) {
    guard configuration.head.readsVectors else {
      throw .invalidBatch("the network reads tokens, not vectors")
    }
    let positions = timeSteps * batchSize
    for (name, values, width) in [
      ("inputs", inputs, configuration.embeddingSize),
      ("targets", targets, configuration.vocabularySize),
    ] {
      guard values.count == positions * width else {
        throw .invalidBatch(
          "\(name) of \(values.count / positions) numbers per position; expected \(width)")
      }
      guard let place = values.firstIndex(where: { !$0.isFinite }) else { continue }
      throw .invalidBatch(
        "row \(place / width % batchSize), step \(place / width / batchSize): "
          + "\(name) hold \(values[place]); expected finite numbers")
    }
    guard configuration.head == .bernoulli else { return }
    guard let place = targets.firstIndex(where: { $0 < 0 || $0 > 1 }) else { return }
    let position = place / configuration.vocabularySize
    throw .invalidBatch(
      "row \(position % batchSize), step \(position / batchSize): "
        + "target \(targets[place]); expected 0...1")
  }

  func load(into plan: NetworkPlan) {
    plan.vectors.store(inputs[...], at: 0, as: plan.element)
    plan.vectorTargets.store(targets)
    plan.targets.store(isScored.map { $0 ? 0 : TokenBatch.ignoredTarget })
  }
}
