import Glibc
import NoteVocabulary
import RecurrentNetwork
import Testing

@testable import Training

@Suite struct EvaluationTests {
  private func network() throws -> Network {
    try Network(
      Tiny.configuration.networkConfiguration(Tiny.vocabulary), seed: 3)
  }

  @Test func `the figures follow from the summed loss`() {
    let evaluation = Evaluation(tunes: 4, tokens: 100, lossSum: 100 * log(2))
    #expect(abs(evaluation.natsPerToken - log(2)) < 1e-12)
    #expect(abs(evaluation.bitsPerToken - 1) < 1e-12)
    #expect(abs(evaluation.natsPerTune - 25 * log(2)) < 1e-12)
    #expect(abs(evaluation.perplexity - 2) < 1e-12)
  }

  @Test func `a new network knows nothing`() throws {
    let evaluation = try NetworkEvaluator(network(), threads: 1)
      .evaluation(of: Tiny.sequences(20, seed: 4))
    #expect(abs(evaluation.natsPerToken - log(9)) < 0.1)
  }

  @Test func `the whole is the sum of the tunes`() throws {
    let sequences = Tiny.sequences(23, seed: 4)
    let evaluator = try NetworkEvaluator(network(), threads: 1)
    let evaluation = try evaluator.evaluation(of: sequences)
    #expect(evaluation.tunes == 23)
    #expect(evaluation.tokens == sequences.targetCount)
    let losses = try sequences.map {
      try evaluator.losses(of: [$0])[0].map(Double.init).reduce(0, +)
    }
    #expect(abs(losses.reduce(0, +) - evaluation.lossSum) < 1e-3)
  }

  @Test func `a text of any length is measured whole`() throws {
    let text: [Int32] = [0] + (0..<9000).map { 2 + Int32($0 % 7) } + [1]
    let evaluation = try NetworkEvaluator(network(), threads: 1).evaluation(of: [text])
    #expect(evaluation.tokens == 9001)
    #expect(abs(evaluation.natsPerToken - log(9)) < 0.2)
  }

  @Test func `losses follow from the logits`() throws {
    let sequence = Tiny.sequences(1, seed: 9)[0]
    let evaluator = try NetworkEvaluator(network(), threads: 1)
    let losses = try evaluator.losses(of: [sequence])[0]
    let logits = try evaluator.logits(of: sequence)
    #expect(logits.tokens == sequence)
    #expect(logits.logits.count == sequence.count - 1)
    for (index, row) in logits.logits.enumerated() {
      let normalizer = log(row.map { exp(Double($0)) }.reduce(0, +))
      let loss = normalizer - Double(row[Int(sequence[index + 1])])
      #expect(abs(loss - Double(losses[index])) < 1e-4)
    }
  }

  @Test func `logits are written as JSON`() {
    let logits = SequenceLogits(tokens: [0, 2], logits: [[0.5, -1, 2]])
    #expect(logits.json == #"{"logits":[[0.5,-1,2]],"tokens":[0,2]}"#)
  }
}
