import Foundation
import Training

/// What `lilt evaluate` says, with the keys that scripts read.
struct EvaluationReport: Encodable {
  let tunes: Int
  let tokens: Int
  let natsPerToken: Double
  let bitsPerToken: Double
  let natsPerTune: Double
  let perplexity: Double
  let vocabularySize: Int

  /// Nats per token of n-gram models, by order as text: `"6"`.
  let baselines: [String: Double]

  init(_ evaluation: Evaluation, vocabularySize: Int, baselines: [Double]) {
    tunes = evaluation.tunes
    tokens = evaluation.tokens
    natsPerToken = evaluation.natsPerToken
    bitsPerToken = evaluation.bitsPerToken
    natsPerTune = evaluation.natsPerTune
    perplexity = evaluation.perplexity
    self.vocabularySize = vocabularySize
    self.baselines = Dictionary(
      uniqueKeysWithValues: baselines.enumerated().map { ("\($0.offset + 1)", $0.element) })
  }

  var text: String {
    var lines = [
      String(format: "%d tunes, %d tokens", tunes, tokens),
      String(
        format: "%.4f nats/token  %.4f bits/token  %.1f nats/tune  perplexity %.3f", natsPerToken,
        bitsPerToken, natsPerTune, perplexity),
      String(format: "%.4f nats/token by guessing", log(Double(vocabularySize))),
    ]
    for order in 1...10 {
      guard let loss = baselines["\(order)"] else { continue }
      lines.append(String(format: "%.4f nats/token by %d-grams", loss, order))
    }
    return lines.joined(separator: "\n")
  }
}
