/// How a trainer learns; the learning rate comes with each step.
public struct TrainerOptions: Hashable, Codable, Sendable {
  /// Where and how often activations are dropped.
  public var dropout = DropoutOptions()

  /// The optimizer's constants.
  public var optimizer = AdamWOptions()

  /// The largest global norm of the gradient, `nil` for no clipping.
  public var clipNorm: Float? = 1

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

  /// Whether one mask per sequence serves all time steps ("locked", "variational" dropout).
  ///
  /// Source: Gal & Ghahramani 2016.
  public var isLocked = true

  /// Creates options without dropout.
  public init() {}

  /// Creates options from the three probabilities, each in 0..<1.
  public init(embedding: Float, layers: Float, output: Float, isLocked: Bool = true) {
    self.embedding = embedding
    self.layers = layers
    self.output = output
    self.isLocked = isLocked
  }
}

/// Constants of AdamW.
///
/// Source: Loshchilov & Hutter 2019, "Decoupled weight decay regularization".
public struct AdamWOptions: Hashable, Codable, Sendable {
  /// Decay of the gradient's running mean.
  public var beta1: Float = 0.9

  /// Decay of the squared gradient's running mean.
  public var beta2: Float = 0.99

  /// Keeps the division finite.
  public var epsilon: Float = 1e-8

  /// Weight decay, decoupled; not applied to biases and embeddings.
  public var weightDecay: Float = 0.02

  /// Creates the default constants.
  public init() {}
}

/// Number format of matrix products.
public enum Precision: String, Hashable, Codable, Sendable {
  case float32 = "f32"

  /// `bfloat16` inputs with `float32` accumulation.
  case bfloat16 = "bf16"
}
