public import RecurrentNetwork

/// Joins sequences end to end into rows of equal length and cuts the rows into windows.
///
/// The network carries its state from one window of a row to the next, over the borders of the
/// sequences, while gradients stop at the window's start: truncated backpropagation through time.
public struct StreamBatcher: Sendable {
  /// The sequences, each with its start and end token.
  public let sequences: [[Int32]]

  /// What the network reads for the tokens of each sequence, `(T, K)`.
  private let inputs: [[Int32]]

  /// Inputs for each token, K.
  private let inputsPerToken: Int

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
  /// - Parameter inputs: What is read for the tokens of each sequence, `(T, K)`; they themselves when
  ///   left out.
  ///
  /// - Precondition: Every sequence has at least two tokens, and K inputs for each; `batchSize` and
  ///   `timeSteps` are positive.
  public init(
    _ sequences: [[Int32]], inputs: [[Int32]]? = nil, inputsPerToken: Int = 1, batchSize: Int,
    timeSteps: Int, variesLength: Bool = false
  ) {
    precondition(batchSize > 0 && timeSteps > 0, "batch (\(timeSteps), \(batchSize))")
    precondition(sequences.allSatisfy { $0.count > 1 }, "a sequence without a target")
    self.sequences = sequences
    self.inputs = inputs ?? sequences
    self.inputsPerToken = inputsPerToken
    precondition(
      self.inputs.map(\.count) == sequences.map { $0.count * inputsPerToken },
      "other inputs than tokens")
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
    let order = sequences.indices.shuffled(using: &generator)
    let tokens = order.flatMap { sequences[$0] }
    let rows = max(1, min(batchSize, (tokens.count - 1) / timeSteps))
    let length = (tokens.count - 1 + rows - 1) / rows
    var windows: [Range<Int>] = []
    var start = 0
    while start < length {
      let end = min(length, start + windowLength(using: &generator))
      windows.append(start..<end)
      start = end
    }
    return StreamPlan(
      tokens: tokens, inputs: order.flatMap { inputs[$0] }, inputsPerToken: inputsPerToken,
      rows: rows, rowLength: length, windows: windows)
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
  let tokens: [Int32]

  /// What the network reads for them, `(T, K)`.
  let inputs: [Int32]

  /// Inputs for each token, K.
  let inputsPerToken: Int

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
    var inputs = [Int32](repeating: 0, count: window.count * rows * inputsPerToken)
    var targets = [Int32](repeating: TokenBatch.ignoredTarget, count: window.count * rows)
    for row in 0..<rows {
      for step in window where row * rowLength + step + 1 < tokens.count {
        let place = (step - window.lowerBound) * rows + row
        for input in 0..<inputsPerToken {
          inputs[place * inputsPerToken + input] =
            self.inputs[(row * rowLength + step) * inputsPerToken + input]
        }
        targets[place] = tokens[row * rowLength + step + 1]
      }
    }
    return TokenBatch(
      timeSteps: window.count, batchSize: rows, inputs: inputs, targets: targets,
      continuesRow: index == 0 ? [] : [Bool](repeating: true, count: rows))
  }
}
