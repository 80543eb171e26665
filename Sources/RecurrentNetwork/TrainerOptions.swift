/// How a trainer learns; the learning rate comes with each step.
public struct TrainerOptions: Hashable, Codable, Sendable {
  /// Where and how often activations are dropped.
  public var dropout = DropoutOptions()

  /// The update rule and its constants.
  public var optimizer = OptimizerOptions()

  /// The largest global norm of the gradient, `nil` for no limit.
  public var clipNorm: Float? = 1

  /// The largest size of each number of the gradient, `nil` for no limit; applied before
  /// ``clipNorm``.
  public var clipValue: Float?

  /// The part of the averaged weights that stays at each step, 0.999 for instance; `nil` to keep no
  /// average.
  ///
  /// Step t keeps `min(averageDecay, (1 + t) / (10 + t))`, so that the first weights are soon
  /// forgotten.
  public var averageDecay: Float?

  /// Number format of the products; master weights and optimizer are always `float32`.
  public var precision = Precision.float32

  /// Seeds the dropout masks.
  public var seed: UInt64 = 0

  /// Threads of the engine, `nil` for as many as OpenMP chooses.
  ///
  /// Another thread count may give other last bits.
  public var threads: Int?

  /// Creates the default options.
  public init() {}
}

/// Probabilities with which activations are dropped while training.
public struct DropoutOptions: Hashable, Codable, Sendable {
  /// Between the embedding and the first layer.
  public var embedding: Float = 0

  /// Between two recurrent layers.
  public var layers: Float = 0

  /// Between the last layer and the head.
  public var output: Float = 0

  /// Of the weights from a layer's state to itself, one mask for all rows and time steps of a step
  /// ("weight-drop").
  ///
  /// Source: Merity, Keskar & Socher 2018.
  public var recurrent: Float = 0

  /// Whether one mask per sequence serves all time steps ("locked", "variational" dropout).
  ///
  /// Source: Gal & Ghahramani 2016.
  public var isLocked = true

  /// Creates options without dropout.
  public init() {}

  /// Creates options from probabilities, each in 0..<1.
  public init(
    embedding: Float, layers: Float, output: Float, recurrent: Float = 0, isLocked: Bool = true
  ) {
    self.embedding = embedding
    self.layers = layers
    self.output = output
    self.recurrent = recurrent
    self.isLocked = isLocked
  }
}

/// Number format of matrix products.
public enum Precision: String, Hashable, Codable, Sendable {
  case float32 = "f32"

  /// `bfloat16` inputs with `float32` accumulation.
  case bfloat16 = "bf16"
}

extension TrainerOptions {
  /// Checks the ranges.
  ///
  /// - Throws: `NetworkError.invalidConfiguration` that names the first option out of range.
  public func validate() throws(NetworkError) {
    let parts = [
      ("embedding dropout", dropout.embedding), ("layer dropout", dropout.layers),
      ("output dropout", dropout.output), ("recurrent dropout", dropout.recurrent),
      ("average decay", averageDecay ?? 0), ("beta1", optimizer.beta1),
      ("beta2", optimizer.beta2), ("momentum", optimizer.momentum),
      ("weight decay", optimizer.weightDecay),
    ]
    for (name, part) in parts where !(part >= 0 && part < 1) {
      throw .invalidConfiguration("\(name) is \(part); expected 0..<1")
    }
    for (name, limit) in [("clip norm", clipNorm), ("clip value", clipValue)] {
      if let limit, !(limit > 0) {
        throw .invalidConfiguration("\(name) is \(limit); expected more than 0")
      }
    }
    guard optimizer.epsilon > 0 else {
      throw .invalidConfiguration("epsilon is \(optimizer.epsilon); expected more than 0")
    }
    if let threads, !(1...1024).contains(threads) {
      throw .invalidConfiguration("threads is \(threads); expected 1...1024")
    }
  }
}
