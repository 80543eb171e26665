import Glibc
import MusicModel
import NoteVocabulary
import RecurrentNetwork
import TestSupport
import Testing

@testable import Training

@Suite struct FrameEvaluationTests {
  @Test func `first frames are left out, and frames weigh alike`() throws {
    let evaluation = try #require(FrameEvaluation(losses: [[9, 1, 3], [8, 5], [7]]))
    #expect(evaluation.scoredFrames == 3)
    #expect(evaluation.mean == 3)
    #expect(evaluation.meanPerPiece == 3.5)
    #expect(evaluation.meanOfAllFrames == 33.0 / 6)
    #expect(FrameEvaluation(losses: [[1], []]) == nil)
  }

  /// Rolls whose frames depend on each other.
  private func rolls(_ count: Int) -> [[Int32]] {
    var generator = CounterGenerator(seed: 3)
    return (0..<count).map { _ in
      var place = Int(generator.next() % 5)
      let frames = (0..<20).map { _ in
        place = (place + (generator.uniform() < 0.9 ? 1 : 3)) % 5
        return [60 + 2 * place]
      }
      // Every pitch is a piano key, so encoding cannot fail.
      return (try? FrameSequence(frames, frameLength: .init(1, 4))).map(FrameEncoding().encode)
        ?? []
    }
  }

  /// A network whose scores are all 0.
  private func evenNetwork() throws -> Network {
    var initialization = InitializationOptions()
    initialization.headScale = 0
    return try Network(
      NetworkConfiguration(vocabularySize: 91, hiddenSize: 8, layers: 1), seed: 1,
      initialization: initialization)
  }

  @Test func `an even network pays for the tokens that may stand in each place`() throws {
    let roll = try FrameEncoding().encode(
      FrameSequence([[60], [], [50, 72]], frameLength: .init(1, 4)))
    let losses = try NetworkEvaluator(evenNetwork(), threads: 1).frameLosses(of: [roll])[0]
    // Any of 88 pitches or STEP first; then the pitches below, or STEP.
    let expected = [
      log(89.0) + log(Double(60 - 21 + 1)), log(89.0),
      log(89.0) + log(Double(72 - 21 + 1)) + log(Double(50 - 21 + 1)),
    ]
    #expect(losses.count == 3)
    for (loss, expected) in zip(losses, expected) { #expect(abs(loss - expected) < 1e-5) }
    let tokens = try NetworkEvaluator(evenNetwork(), threads: 1).losses(of: [roll])[0]
    #expect(tokens.allSatisfy { abs($0 - log(Float(91))) < 1e-5 })
  }

  @Test func `shuffled frames are harder to predict for a network that has learned`() throws {
    let folder = try TemporaryFolder()
    let rolls = rolls(60)
    let corpus = TokenCorpus(
      vocabulary: FrameEncoding().vocabulary, training: Array(rolls[..<50]),
      validation: Array(rolls[50...]))
    var configuration = Tiny.configuration
    configuration.hiddenSize = 32
    configuration.learningRate = 0.03
    configuration.length = .epochs(12)
    configuration.averageDecay = 0.9
    let run = try TrainingRun(
      configuration, corpus: corpus, modelPath: folder.path + "/m.safetensors")
    let outcome = try run.run()
    let evaluator = try NetworkEvaluator(outcome.model.network, threads: 1)
    let truth = try #require(
      FrameEvaluation(losses: try evaluator.frameLosses(of: corpus.validation)))
    // What the run measured with averaged weights is what its model gives.
    let best = outcome.log.records.last { $0.isBest }
    #expect(abs((best?.validationFrameLoss ?? 0) - truth.mean) < 1e-4)
    let shuffled = try corpus.validation.map { tokens in
      let roll = try FrameEncoding().decode(tokens)
      var generator = CounterGenerator(seed: 9)
      return FrameEncoding().encode(
        try FrameSequence(
          roll.frames.shuffled(using: &generator), frameLength: roll.frameLength))
    }
    let control = try #require(
      FrameEvaluation(losses: try evaluator.frameLosses(of: shuffled)))
    #expect(control.mean > truth.mean + 0.2)
  }
}
