import Glibc
import MusicModel
import NoteVocabulary
import RecurrentNetwork
import TestSupport
import Testing

@testable import Training

@Suite struct KeyModelTests {
  private func roll(_ frames: [[Int]]) throws -> [Int32] {
    FrameEncoding().encode(try FrameSequence(frames, frameLength: NoteDuration(1, 4)))
  }

  @Test func `a piece follows a frame without keys, padding is not scored`() throws {
    let batcher = KeyBatcher(
      [try roll([[21, 108], [], [60]]), try roll([[22]])], batchSize: 2)
    let plan = batcher.plan()
    let batches = plan.groups.map(batcher.batch)
    #expect(batches.reduce(0) { $0 + $1.targetCount } == 4)
    let long = try #require(batches.last)
    let keys = KeyBatcher.keys
    func on(_ values: [Float], step: Int) -> [Int] {
      let start = step * long.batchSize * keys + (long.batchSize - 1) * keys
      return (0..<keys).filter { values[start + $0] == 1 }
    }
    #expect((0..<4).map { on(long.inputs, step: $0) } == [[], [0, 87], [], [39]])
    #expect((0..<4).map { on(long.targets, step: $0) } == [[0, 87], [], [39], []])
  }

  @Test func `an untrained network knows nothing of 88 keys`() throws {
    var initialization = InitializationOptions()
    initialization.headScale = 0
    var configuration = Preset.chorale.keyConfiguration
    configuration.hiddenSize = 8
    let network = try Network(
      configuration.networkConfiguration(FrameEncoding().vocabulary), seed: 1,
      initialization: initialization)
    let losses = try NetworkEvaluator(network, threads: 1).frameLosses(
      of: [try roll([[60, 64], [62], [], [60]]), try roll([[50]])])
    #expect(losses.map(\.count) == [4, 1])
    #expect(losses.joined().allSatisfy { abs($0 - 88 * log(2)) < 1e-4 })
  }

  @Test func `a run learns keys, and its model is read back`() throws {
    let folder = try TemporaryFolder()
    let scale = [60, 62, 64, 65, 67, 69, 71, 72]
    let rolls = try (0..<24).map { start in
      try roll((0..<24).map { [scale[($0 + start) % 8] - 12, scale[($0 + start) % 8]] })
    }
    let corpus = TokenCorpus(
      vocabulary: FrameEncoding().vocabulary, training: Array(rolls[..<16]),
      validation: Array(rolls[16...]))
    var configuration = Preset.chorale.keyConfiguration
    configuration.hiddenSize = 32
    configuration.threads = 1
    configuration.learningRate = 0.02
    configuration.length = .epochs(30)
    let path = folder.path + "/m.safetensors"
    let outcome = try TrainingRun(configuration, corpus: corpus, modelPath: path).run()
    let best = try #require(outcome.log.records.last { $0.isBest }?.validationFrameLoss)
    #expect(best < 3)
    let model = try ModelFile(reading: path)
    #expect(!model.predictsTokens)
    let losses = try NetworkEvaluator(model.network, threads: 1).frameLosses(of: corpus.validation)
    #expect(abs((FrameEvaluation(losses: losses)?.mean ?? 9) - best) < 1e-4)
  }

  @Test func `sets of keys need frames`() throws {
    let folder = try TemporaryFolder()
    #expect(
      throws: TrainingError.invalidOption("the head bernoulli needs --encoding frames")
    ) {
      _ = try TrainingRun(
        Preset.chorale.keyConfiguration, corpus: Tiny.corpus(),
        modelPath: folder.path + "/m.safetensors")
    }
  }
}
