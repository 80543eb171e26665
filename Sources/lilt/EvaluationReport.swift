import Foundation
import Training

/// What `lilt evaluate` says, with the keys that scripts read.
struct EvaluationReport: Encodable {
  /// Figures for the tunes of one meter.
  struct MeterFigures: Encodable {
    let tunes: Int
    let tokens: Int
    let natsPerToken: Double
  }

  var tunes = 0

  /// Nats per frame over all frames but the first of each piece.
  var frameNLL: Double?

  /// The mean over pieces of their mean nats per frame, first frames left out.
  var frameNLLPerPiece: Double?

  /// Nats per frame, first frames included.
  var frameNLLAllFrames: Double?

  var tokens: Int?
  var natsPerToken: Double?
  var bitsPerToken: Double?
  var natsPerTune: Double?
  var perplexity: Double?

  /// Bits for each character of the tunes printed as ABC, or of the texts.
  var bitsPerCharacter: Double?

  var vocabularySize: Int?

  /// Nats per token of n-gram models, by order as text: `"6"`; `nil` where none was asked for.
  var baselines: [String: Double]?

  /// Figures by meter: `"6/8"`; `nil` where no tune names one.
  var byMeter: [String: MeterFigures]?
}

extension EvaluationReport {
  /// Takes over the figures per token.
  mutating func add(_ evaluation: Evaluation, vocabularySize: Int) {
    tunes = evaluation.tunes
    tokens = evaluation.tokens
    natsPerToken = evaluation.natsPerToken
    bitsPerToken = evaluation.bitsPerToken
    natsPerTune = evaluation.natsPerTune
    perplexity = evaluation.perplexity
    self.vocabularySize = vocabularySize
  }

  /// Takes over the figures per frame.
  mutating func add(_ evaluation: FrameEvaluation) {
    frameNLL = evaluation.mean
    frameNLLPerPiece = evaluation.meanPerPiece
    frameNLLAllFrames = evaluation.meanOfAllFrames
  }

  /// Takes over the figures by meter, if there are any.
  mutating func add(_ meters: [String: Evaluation]) {
    guard !meters.isEmpty else { return }
    byMeter = meters.mapValues {
      MeterFigures(tunes: $0.tunes, tokens: $0.tokens, natsPerToken: $0.natsPerToken)
    }
  }

  /// Takes over n-gram losses by order from 1.
  mutating func add(baselines losses: [Double]) {
    guard !losses.isEmpty else { return }
    baselines = Dictionary(
      uniqueKeysWithValues: losses.enumerated().map { ("\($0.offset + 1)", $0.element) })
  }
}

extension EvaluationReport {
  private enum CodingKeys: String, CodingKey {
    case tunes, frameNLL, frameNLLPerPiece, frameNLLAllFrames, tokens, natsPerToken, bitsPerToken
    case natsPerTune, perplexity, bitsPerCharacter, vocabularySize, baselines, byMeter
  }

  /// Writes every key, `null` where it does not apply.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(tunes, forKey: .tunes)
    try container.encode(frameNLL, forKey: .frameNLL)
    try container.encode(frameNLLPerPiece, forKey: .frameNLLPerPiece)
    try container.encode(frameNLLAllFrames, forKey: .frameNLLAllFrames)
    try container.encode(tokens, forKey: .tokens)
    try container.encode(natsPerToken, forKey: .natsPerToken)
    try container.encode(bitsPerToken, forKey: .bitsPerToken)
    try container.encode(natsPerTune, forKey: .natsPerTune)
    try container.encode(perplexity, forKey: .perplexity)
    try container.encode(bitsPerCharacter, forKey: .bitsPerCharacter)
    try container.encode(vocabularySize, forKey: .vocabularySize)
    try container.encode(baselines, forKey: .baselines)
    try container.encode(byMeter, forKey: .byMeter)
  }
}

extension EvaluationReport {
  /// The figures as lines for a reader.
  var text: String {
    (figures + meters + baselineLines).joined(separator: "\n")
  }

  private var figures: [String] {
    var lines = ["\(tunes) tunes" + (tokens.map { ", \($0) tokens" } ?? "")]
    if let frameNLL, let frameNLLPerPiece, let frameNLLAllFrames {
      lines.append(
        String(
          format: "%.4f nats/frame  %.4f as the mean of pieces  %.4f with first frames", frameNLL,
          frameNLLPerPiece, frameNLLAllFrames))
    }
    if let natsPerToken, let bitsPerToken, let natsPerTune, let perplexity {
      lines.append(
        String(
          format: "%.4f nats/token  %.4f bits/token  %.1f nats/tune  perplexity %.3f",
          natsPerToken, bitsPerToken, natsPerTune, perplexity))
    }
    if let bitsPerCharacter {
      lines.append(String(format: "%.4f bits/character as printed", bitsPerCharacter))
    }
    if let vocabularySize {
      lines.append(String(format: "%.4f nats/token by guessing", log(Double(vocabularySize))))
    }
    return lines
  }

  private var meters: [String] {
    (byMeter ?? [:]).sorted { ($0.value.tokens, $1.key) > ($1.value.tokens, $0.key) }.map {
      String(
        format: "%.4f nats/token in %@, %d tunes", $0.value.natsPerToken, $0.key, $0.value.tunes)
    }
  }

  private var baselineLines: [String] {
    (1...10).compactMap { order in
      (baselines?["\(order)"]).map { String(format: "%.4f nats/token by %d-grams", $0, order) }
    }
  }
}
