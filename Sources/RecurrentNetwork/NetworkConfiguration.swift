/// The shape of a network: everything that must match for weights to fit.
public struct NetworkConfiguration: Hashable, Codable, Sendable {
  /// The recurrent cell of every layer.
  public var cell: Cell

  /// What is predicted, and with it whether tokens or vectors are read.
  public var head: Head

  /// Distinct tokens, or keys of a frame, V.
  public var vocabularySize: Int

  /// Width of a token vector, or of the vectors that are read, E.
  public var embeddingSize: Int

  /// Units per recurrent layer, H.
  public var hiddenSize: Int

  /// Recurrent layers, one above the other.
  public var layers: Int

  /// In which direction the layers read.
  public var direction: Direction

  /// Whether the head uses the embedding's weights; needs E equal to a layer's width.
  public var tiesEmbedding: Bool

  /// Whether the head reads the sum of all layers' outputs rather than the top layer's alone.
  ///
  /// Source: Graves 2013, "Generating sequences with recurrent neural networks".
  public var sumsLayers: Bool

  /// Which tokens are read with their count; `nil` where each is read as it is.
  public var counter: InputCounter?

  /// Whether, beside each token, the one is read that followed when the latest tokens came before.
  public var recalls: Bool

  /// Creates the shape of a network.
  ///
  /// - Parameter embeddingSize: When left out, as wide as the hidden layers for tokens, and as what
  ///   is predicted for vectors.
  public init(
    cell: Cell = .lstm, head: Head = .softmax, vocabularySize: Int, embeddingSize: Int? = nil,
    hiddenSize: Int,
    layers: Int, direction: Direction = .forward, tiesEmbedding: Bool = false,
    sumsLayers: Bool = false, counter: InputCounter? = nil, recalls: Bool = false
  ) {
    self.cell = cell
    self.head = head
    self.vocabularySize = vocabularySize
    self.embeddingSize = embeddingSize ?? (head.readsVectors ? vocabularySize : hiddenSize)
    self.hiddenSize = hiddenSize
    self.layers = layers
    self.direction = direction
    self.tiesEmbedding = tiesEmbedding
    self.sumsLayers = sumsLayers
    self.counter = counter
    self.recalls = recalls
  }
}

extension NetworkConfiguration {
  /// The largest value of any one size; keeps every product of two sizes far from overflow.
  public static let largestSize = 1 << 20

  /// The largest number of layers.
  public static let mostLayers = 64

  /// Checks the sizes.
  ///
  /// - Throws: `NetworkError.invalidConfiguration` that names the first size out of range.
  public func validate() throws(NetworkError) {
    let sizes = [
      ("vocabulary size", vocabularySize), ("embedding size", embeddingSize),
      ("hidden size", hiddenSize),
    ]
    for (name, size) in sizes where !(1...Self.largestSize).contains(size) {
      throw .invalidConfiguration("\(name) is \(size); expected 1...\(Self.largestSize)")
    }
    guard (1...Self.mostLayers).contains(layers) else {
      throw .invalidConfiguration("layers is \(layers); expected 1...\(Self.mostLayers)")
    }
    guard !recalls || !head.readsVectors else {
      throw .invalidConfiguration("a network that reads vectors has no tokens to recall")
    }
    guard !tiesEmbedding || !head.readsVectors else {
      throw .invalidConfiguration("a head over vectors has no embedding to be tied to")
    }
    guard !tiesEmbedding || embeddingSize == outputSize else {
      let name = direction == .concatenated ? "twice the hidden size" : "hidden size"
      throw .invalidConfiguration(
        "a tied head needs embedding size \(embeddingSize) to equal \(name) \(outputSize)")
    }
  }

  /// Passes over the sequence: one for each direction of each layer, from below.
  var passes: Int {
    layers * direction.passes
  }

  /// Width of a layer's output: H, or 2H where both directions stand side by side.
  var outputSize: Int {
    direction == .concatenated ? 2 * hiddenSize : hiddenSize
  }

  /// Width of the input of a pass: E below, a layer's output above.
  func inputSize(ofPass pass: Int) -> Int {
    pass < direction.passes ? embeddingSize : outputSize
  }
}

extension NetworkConfiguration {
  private enum CodingKeys: String, CodingKey {
    case cell, head, vocabularySize, embeddingSize, hiddenSize, layers, direction, tiesEmbedding,
      sumsLayers, counter, recalls
  }

  /// Reads a configuration; what earlier files do not name has the value that it had then.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    cell = try values.decode(Cell.self, forKey: .cell)
    head = try values.decodeIfPresent(Head.self, forKey: .head) ?? .softmax
    vocabularySize = try values.decode(Int.self, forKey: .vocabularySize)
    embeddingSize = try values.decode(Int.self, forKey: .embeddingSize)
    hiddenSize = try values.decode(Int.self, forKey: .hiddenSize)
    layers = try values.decode(Int.self, forKey: .layers)
    direction = try values.decodeIfPresent(Direction.self, forKey: .direction) ?? .forward
    tiesEmbedding = try values.decode(Bool.self, forKey: .tiesEmbedding)
    sumsLayers = try values.decodeIfPresent(Bool.self, forKey: .sumsLayers) ?? false
    counter = try values.decodeIfPresent(InputCounter.self, forKey: .counter)
    recalls = try values.decodeIfPresent(Bool.self, forKey: .recalls) ?? false
  }
}
