/// Where each parameter of a network lies in one flat array.
///
/// Weights of recurrent layers lie input-major, `(I, G, H)`, which is how the engine returns their
/// gradients; so gradients, moments and weights share one layout and the optimizer is one loop.
struct ParameterLayout: Hashable, Sendable {
  /// What a stretch of the array holds.
  enum Role: Hashable, Sendable {
    /// Token vectors, `(V, E)`; absent where vectors are read.
    case embedding
    /// Weights from a layer's input, `(I, G, H)`, one stretch for each of its passes.
    case inputWeights(pass: Int)
    /// Weights from a layer's own state, `(H, G, H)`.
    case recurrentWeights(pass: Int)
    /// A layer's biases, `(G, H)`.
    case bias(pass: Int)
    /// Weights of the head, one row of a layer's output width for each of V; absent when tied.
    case headWeights
    /// Biases of the head, `(V)`.
    case headBias
  }

  /// One stretch.
  struct Slot: Hashable, Sendable {
    let role: Role
    let range: Range<Int>

    /// The stretch up to the next one; the gap holds zeros, which no optimizer changes.
    var rangeWithGap: Range<Int> {
      range.lowerBound..<(range.upperBound + ParameterLayout.alignment - 1)
        / ParameterLayout.alignment * ParameterLayout.alignment
    }
  }

  /// Stretches begin at multiples of this: a cache line.
  static let alignment = 16

  /// All stretches in order, each starting on a cache line.
  let slots: [Slot]

  /// Length of the flat array, gaps between stretches included.
  let count: Int

  private let ranges: [Role: Range<Int>]

  init(_ configuration: NetworkConfiguration) {
    var slots: [Slot] = []
    var end = 0
    for (role, size) in Self.sizes(configuration) {
      let slot = Slot(role: role, range: end..<(end + size))
      slots.append(slot)
      end = slot.rangeWithGap.upperBound
    }
    self.slots = slots
    self.count = end
    self.ranges = Dictionary(uniqueKeysWithValues: slots.map { ($0.role, $0.range) })
  }

  /// The stretch of a role, empty when the network has none.
  subscript(role: Role) -> Range<Int> {
    ranges[role] ?? 0..<0
  }

  private static func sizes(_ c: NetworkConfiguration) -> [(Role, Int)] {
    var sizes: [(Role, Int)] = []
    if !c.head.readsVectors { sizes.append((.embedding, c.inputCount * c.embeddingSize)) }
    for pass in 0..<c.passes {
      let columns = c.cell.gateCount * c.hiddenSize
      sizes.append((.inputWeights(pass: pass), c.inputSize(ofPass: pass) * columns))
      sizes.append((.recurrentWeights(pass: pass), c.hiddenSize * columns))
      sizes.append((.bias(pass: pass), c.cell.biasCount * c.hiddenSize))
    }
    if !c.tiesEmbedding { sizes.append((.headWeights, c.vocabularySize * c.outputSize)) }
    sizes.append((.headBias, c.vocabularySize))
    return sizes
  }
}

extension ParameterLayout.Role {
  /// Whether weight decay applies: not to biases and token vectors.
  var decays: Bool {
    switch self {
    case .inputWeights, .recurrentWeights, .headWeights: true
    case .embedding, .bias, .headBias: false
    }
  }
}

extension NetworkConfiguration {
  /// How many numbers a network of this shape learns.
  public var parameterCount: Int {
    ParameterLayout(self).slots.reduce(0) { $0 + $1.range.count }
  }
}
