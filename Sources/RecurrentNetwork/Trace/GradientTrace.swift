/// How the gradient of a network's last losses spreads back in time, and what its gates do.
///
/// For each row the loss is that of its last target alone, so the gradient that reaches a state k
/// steps earlier tells how much the network can learn about a dependency of lag k.
///
/// Source: Bengio, Simard & Frasconi 1994; Pascanu, Mikolov & Bengio 2013.
public struct GradientTrace: Hashable, Codable, Sendable {
  /// Norm of the gradient by a layer's hidden state at each lag from 0, a mean over rows, by layer.
  public let norms: [[Double]]

  /// What the gates of each layer do over all steps, rows and units; none for a plain recurrence.
  public let gates: [[Gate]]

  /// The activations of one gate.
  public struct Gate: Hashable, Codable, Sendable {
    /// What the gate is called.
    public let name: String

    public let mean, deviation: Double

    /// Parts of the activations that are closed, below .1, and open, above .9.
    ///
    /// A candidate lies in -1...1 and counts below -.9 and above .9.
    public let low, high: Double
  }
}

extension GradientTrace {
  /// Reads a batch of tokens without dropout and goes back from the last target of each row.
  ///
  /// - Throws: `NetworkError.invalidConfiguration` for a network that reads both ways,
  ///   `.invalidBatch`.
  public init(_ network: Network, _ batch: TokenBatch) throws(NetworkError) {
    try batch.validate(for: network.configuration)
    let width = network.configuration.embeddingSize
    let table = network.parameters[ParameterLayout(network.configuration)[.embedding]]
    var vectors = [Float]()
    vectors.reserveCapacity(batch.targets.count * width)
    let inputsPerToken = network.configuration.inputsPerToken
    for position in batch.targets.indices {
      var sum = [Float](repeating: 0, count: width)
      for input in batch.inputs[position * inputsPerToken..<(position + 1) * inputsPerToken] {
        let start = table.startIndex + Int(input) * width
        for unit in 0..<width { sum[unit] += table[start + unit] }
      }
      vectors += sum
    }
    try self.init(
      StackTrace(network), batch.timeSteps, batch.batchSize, vectors,
      isScored: batch.targets.map { $0 >= 0 }
    ) { place, logits in
      let largest = logits.max() ?? 0
      let powers = logits.map { FloatMath.exp($0 - largest) }
      let sum = powers.reduce(0, +)
      return powers.indices.map { powers[$0] / sum - ($0 == Int(batch.targets[place]) ? 1 : 0) }
    }
  }

  /// Reads a batch of vectors and goes back from the last scored position of each row.
  public init(_ network: Network, _ batch: VectorBatch) throws(NetworkError) {
    try batch.validate(for: network.configuration)
    let (head, width) = (network.configuration.head, network.configuration.vocabularySize)
    try self.init(
      StackTrace(network), batch.timeSteps, batch.batchSize, batch.inputs, isScored: batch.isScored
    ) { place, logits in
      logits.indices.map {
        let target = batch.targets[place * width + $0]
        return head == .bernoulli
          ? 1 / (1 + FloatMath.exp(-logits[$0])) - target : 2 * (logits[$0] - target)
      }
    }
  }

  /// - Parameter logitGradient: Gives the gradient of a position's loss by its logits.
  private init(
    _ stack: StackTrace, _ timeSteps: Int, _ batchSize: Int, _ vectors: [Float],
    isScored: [Bool], logitGradient: (Int, [Float]) -> [Float]
  ) throws(NetworkError) {
    let steps = try stack.forward(vectors, timeSteps: timeSteps, batchSize: batchSize)
    // The last scored step of each row.
    let ends = (0..<batchSize).map { row in
      (0..<timeSteps).last { isScored[$0 * batchSize + row] }
    }
    var sums = [[Double]](
      repeating: [Double](repeating: 0, count: timeSteps), count: stack.cells.count)
    var counts = [Double](repeating: 0, count: timeSteps)
    try stack.backward(steps) { time, outputs throws(NetworkError) in
      let rows = (0..<batchSize).filter { ends[$0] == time }
      guard !rows.isEmpty else { return nil }
      let logits = try stack.logits(outputs)
      var gradient = PlainMatrix(rows: batchSize, columns: logits.columns)
      for row in rows {
        let range = row * logits.columns..<(row + 1) * logits.columns
        gradient.values.replaceSubrange(
          range, with: logitGradient(time * batchSize + row, Array(logits.values[range])))
      }
      return gradient
    } visit: { time, layer, gradient in
      for row in 0..<batchSize {
        guard let end = ends[row], end >= time else { continue }
        sums[layer][end - time] += gradient.norm(ofRow: row)
        if layer == 0 { counts[end - time] += 1 }
      }
    }
    norms = sums.map { sums in
      zip(sums, counts).prefix { $0.1 > 0 }.map { $0.0 / $0.1 }
    }
    gates = steps.map { layer in
      stack.cell.gateNames.enumerated().map { index, name in
        Gate(name, layer.flatMap { $0.gates[index].values })
      }
    }
  }
}

extension GradientTrace.Gate {
  fileprivate init(_ name: String, _ values: [Float]) {
    self.name = name
    let count = Double(max(values.count, 1))
    let mean = values.reduce(0) { $0 + Double($1) } / count
    let variance = values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
    (self.mean, deviation) = (mean, variance.squareRoot())
    let floor: Float = name == "candidate" ? -0.9 : 0.1
    low = Double(values.reduce(0) { $0 + ($1 < floor ? 1 : 0) }) / count
    high = Double(values.reduce(0) { $0 + ($1 > 0.9 ? 1 : 0) }) / count
  }
}
