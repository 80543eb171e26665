import Glibc

/// How well a model predicts some tunes; the end token counts, the start token does not.
public struct Evaluation: Hashable, Codable, Sendable {
  /// Tunes measured.
  public var tunes: Int

  /// Tokens predicted.
  public var tokens: Int

  /// The loss of all tokens, −Σ ln p, in nats.
  public var lossSum: Double

  public init(tunes: Int, tokens: Int, lossSum: Double) {
    self.tunes = tunes
    self.tokens = tokens
    self.lossSum = lossSum
  }
}

extension Evaluation {
  /// The mean loss of a token.
  public var natsPerToken: Double { lossSum / Double(tokens) }

  /// The mean loss of a token in bits.
  public var bitsPerToken: Double { natsPerToken / log(2) }

  /// The mean of the summed losses of a tune.
  public var natsPerTune: Double { lossSum / Double(tunes) }

  /// exp of ``natsPerToken``.
  public var perplexity: Double { exp(natsPerToken) }
}

extension Evaluation {
  /// Sums up measured losses.
  ///
  /// - Parameter losses: The loss of each token of each tune after its first, in nats.
  public init(losses: [[Float]]) {
    self.init(
      tunes: losses.count, tokens: losses.reduce(0) { $0 + $1.count },
      lossSum: losses.reduce(0) { sum, tune in sum + tune.reduce(0) { $0 + Double($1) } })
  }

  /// Measures an n-gram model.
  public init(of sequences: [[Int32]], by model: NGramModel) {
    let losses = sequences.map { model.losses(of: $0).reduce(0, +) }
    self.init(
      tunes: sequences.count, tokens: sequences.targetCount, lossSum: losses.reduce(0, +))
  }
}
