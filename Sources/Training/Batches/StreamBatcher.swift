public import RecurrentNetwork

/// Joins sequences end to end into rows of equal length and cuts the rows into windows.
///
/// The network carries its state from one window of a row to the next, over the borders of the
/// sequences, while gradients stop at the window's start: truncated backpropagation through time.
public struct StreamBatcher: Sendable {
  /// The sequences, each with its start and end token.
  public let sequences: [TokenSequence]

  /// Rows, at most; fewer where the text is short.
  public let batchSize: Int

  /// Time steps of a window, T.
  public let timeSteps: Int

  /// Whether the windows of an epoch differ in length.
  ///
  /// A length is normal around T with deviation 5, around T/2 one time in twenty, so that the
  /// borders fall elsewhere each time.
  ///
  /// Source: Merity, Keskar & Socher 2018.
  public let variesLength: Bool

  /// Creates the batches of some sequences.
  ///
  /// - Precondition: Every sequence has at least two tokens, all have as many inputs for each;
  ///   `batchSize` and `timeSteps` are positive.
  public init(
    _ sequences: [TokenSequence], batchSize: Int, timeSteps: Int, variesLength: Bool = false
  ) {
    precondition(batchSize > 0 && timeSteps > 0, "batch (\(timeSteps), \(batchSize))")
    precondition(sequences.allSatisfy { $0.count > 1 }, "a sequence without a target")
    self.sequences = sequences
    self.batchSize = batchSize
    self.timeSteps = timeSteps
    self.variesLength = variesLength
  }

  /// The deviation of a window's length from T.
  private static let deviation = 5.0

  /// How often a window has half the length.
  private static let halfShare = 0.05
}

extension StreamBatcher {
  /// The rows and windows of one epoch, in an order drawn at random.
  public func plan(using generator: inout CounterGenerator) -> StreamPlan {
    let sequence = TokenSequence(joining: sequences.shuffled(using: &generator))
    let rows = max(1, min(batchSize, (sequence.count - 1) / timeSteps))
    let length = (sequence.count - 1 + rows - 1) / rows
    var windows: [Range<Int>] = []
    var start = 0
    while start < length {
      let end = min(length, start + windowLength(using: &generator))
      windows.append(start..<end)
      start = end
    }
    return StreamPlan(sequence: sequence, rows: rows, rowLength: length, windows: windows)
  }

  private func windowLength(using generator: inout CounterGenerator) -> Int {
    guard variesLength else { return timeSteps }
    let isHalf = generator.uniform() < Self.halfShare
    // Twelve uniform numbers have variance 1 in sum, and a bell's shape.
    let bell = (0..<12).reduce(-6.0) { sum, _ in sum + generator.uniform() }
    let middle = Double(timeSteps) * (isHalf ? 0.5 : 1)
    let length = (middle + Self.deviation * bell).rounded()
    return max(min(5, timeSteps), min(Int(length), 2 * timeSteps))
  }
}

/// The windows of one epoch over joined sequences.
public struct StreamPlan: Hashable, Sendable {
  /// All tokens in the order of the epoch.
  let sequence: TokenSequence

  /// Rows, B.
  public let rows: Int

  /// Targets of a row; the last row may have fewer.
  let rowLength: Int

  /// Time steps of the windows, by their place in a row.
  public let windows: [Range<Int>]

  /// Time steps times rows, over all windows.
  public var positions: Int { rows * rowLength }

  /// The batch of a window; all but the first go on from the state of the one before.
  public func batch(ofWindow index: Int) -> TokenBatch {
    let window = windows[index]
    let sequences = (0..<rows).map { row in
      let start = row * rowLength
      return sequence[start + window.lowerBound..<start + window.upperBound + 1]
    }
    return TokenBatch(sequences, timeSteps: window.count, continues: index > 0)
  }
}
