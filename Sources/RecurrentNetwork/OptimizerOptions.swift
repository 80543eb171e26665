/// Which rule turns gradients into updates, and its constants.
///
/// Weight decay is decoupled under every rule: weights shrink by η λ before the gradient's update.
/// It is not applied to biases and token vectors.
public struct OptimizerOptions: Hashable, Codable, Sendable {
  /// The update rules.
  public enum Method: String, Hashable, Codable, Sendable, CaseIterable {
    /// Source: Loshchilov & Hutter 2019, "Decoupled weight decay regularization".
    case adamW = "adamw"

    /// Gradients divided by the root of their running mean square.
    ///
    /// Source: Tieleman & Hinton 2012, lecture 6.5.
    case rmsprop

    /// Stochastic gradient descent with momentum.
    ///
    /// Source: Polyak 1964.
    case sgd
  }

  /// The update rule.
  public var method: Method

  /// Decay of the gradient's running mean; ``Method/adamW`` only.
  public var beta1: Float = 0.9

  /// Decay of the squared gradient's running mean; not for ``Method/sgd``.
  public var beta2: Float = 0.99

  /// Keeps the division finite; not for ``Method/sgd``.
  public var epsilon: Float = 1e-8

  /// The part of the last update that is made again; ``Method/sgd`` only.
  public var momentum: Float = 0.9

  /// Weight decay λ.
  public var weightDecay: Float = 0.02

  /// Creates the default constants of a rule.
  public init(_ method: Method = .adamW) {
    self.method = method
  }
}
