import Glibc
import NoteVocabulary
import RecurrentNetwork
import SafeFiles
import TestSupport
import Testing

@testable import Training

@Suite struct TrainingRunTests {
  /// Runs to the end and tells every step.
  @discardableResult
  private func runReportingSteps(
    _ run: TrainingRun, cancellation: CancellationFlag? = nil, _ body: (Int) -> Void
  ) throws -> TrainingOutcome {
    run.meter.interval = .zero
    return try run.run(cancellation: cancellation) { event in
      if case .progress(let progress) = event { body(progress.step) }
    }
  }

  @Test func `a run leaves model, table and curves, and no checkpoint`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/tiny.safetensors"
    let outcome = try TrainingRun(Tiny.configuration, corpus: Tiny.corpus(), modelPath: path).run()
    #expect(outcome.status == .completed)
    #expect(try folder.files == ["tiny.csv", "tiny.safetensors", "tiny.svg"])
    let model = try ModelFile(reading: path)
    #expect(model.fingerprint == outcome.model.fingerprint)
    #expect(model.corpus == Tiny.corpus().summary)
    let losses = outcome.log.records.map(\.validationLoss)
    #expect(losses.count == 3)
    #expect(model.training.validationLoss == losses.compactMap(\.self).min())
    let evaluator = try NetworkEvaluator(model.network, threads: 1)
    let evaluation = try evaluator.evaluation(of: Tiny.corpus().validation)
    #expect(abs(evaluation.natsPerToken - (model.training.validationLoss ?? 0)) < 1e-5)
  }

  @Test func `a tune longer than a batch is learned from whole`() throws {
    let folder = try TemporaryFolder()
    let long: [Int32] = [0] + (0..<2500).map { 2 + Int32($0 % 3) } + [1]
    let corpus = TokenCorpus(vocabulary: Tiny.vocabulary, training: [long], validation: [])
    var configuration = Tiny.configuration
    configuration.length = .epochs(1)
    let outcome = try TrainingRun(
      configuration, corpus: corpus, modelPath: folder.path + "/m.safetensors"
    ).run()
    #expect(outcome.log.records.map(\.step) == [3])
    #expect(outcome.model.corpus.tokens == 2501)
    #expect(outcome.model.training.validationLoss == nil)
  }

  @Test func `equal runs give equal bytes`() throws {
    let folder = try TemporaryFolder()
    let models = try ["a", "b"].map { name in
      try TrainingRun(
        Tiny.configuration, corpus: Tiny.corpus(),
        modelPath: "\(folder.path)/\(name).safetensors"
      ).run().model.bytes
    }
    #expect(models[0] == models[1])
  }

  @Test(arguments: [1, 7, 17, 29])
  func `a stopped run that is resumed ends like an undisturbed one`(steps: Int) throws {
    let folder = try TemporaryFolder()
    let corpus = Tiny.corpus()
    let whole = try TrainingRun(
      Tiny.configuration, corpus: corpus, modelPath: folder.path + "/whole.safetensors"
    ).run()
    let path = folder.path + "/parted.safetensors"
    let flag = CancellationFlag()
    let run = try TrainingRun(Tiny.configuration, corpus: corpus, modelPath: path)
    let outcome = try runReportingSteps(run, cancellation: flag) {
      if $0 == steps { flag.cancel() }
    }
    #expect(outcome.status == .interrupted)
    #expect(try folder.files.contains("parted.checkpoint.safetensors"))
    _ = try ModelFile(reading: path)
    let resumed = try TrainingRun(resuming: path, corpus: corpus).run()
    #expect(resumed.status == .completed)
    #expect(resumed.model.bytes == whole.model.bytes)
    #expect(resumed.log.records.map(\.trainingLoss) == whole.log.records.map(\.trainingLoss))
    #expect(resumed.log.records.map(\.validationLoss) == whole.log.records.map(\.validationLoss))
  }

  @Test func `a run killed between checkpoints goes on from the last one`() throws {
    let folder = try TemporaryFolder()
    let corpus = Tiny.corpus()
    let whole = try TrainingRun(
      Tiny.configuration, corpus: corpus, modelPath: folder.path + "/whole.safetensors"
    ).run()
    let path = folder.path + "/killed.safetensors"
    let run = try TrainingRun(Tiny.configuration, corpus: corpus, modelPath: path)
    // Puts the checkpoint of step 13 back, as if nothing had been written after it.
    var saved: [UInt8] = []
    try runReportingSteps(run) { step in
      guard step == 13 else { return }
      try? run.writeCheckpoint()
      saved = (try? InputFile.read(run.files.checkpoint)) ?? []
    }
    try AtomicFile.write(saved, to: run.files.checkpoint)
    let resumed = try TrainingRun(resuming: path, corpus: corpus).run()
    #expect(resumed.model.bytes == whole.model.bytes)
  }

  @Test(arguments: [3, 20])
  func `a stream with varied windows is resumed to the bit`(steps: Int) throws {
    let folder = try TemporaryFolder()
    var configuration = Tiny.configuration
    configuration.isStream = true
    configuration.variesSteps = true
    configuration.timeSteps = 16
    configuration.averageDecay = 0.9
    configuration.recurrentDropout = 0.2
    let corpus = try Self.corpusInTwoKeys()
    let whole = try TrainingRun(
      configuration, corpus: corpus, modelPath: folder.path + "/whole.safetensors"
    ).run()
    let path = folder.path + "/parted.safetensors"
    let flag = CancellationFlag()
    let run = try TrainingRun(configuration, corpus: corpus, modelPath: path)
    _ = try runReportingSteps(run, cancellation: flag) { if $0 == steps { flag.cancel() } }
    let resumed = try TrainingRun(resuming: path, corpus: corpus).run()
    #expect(resumed.model.bytes == whole.model.bytes)
  }

  @Test func `a resumed run can be given another end`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/m.safetensors"
    let flag = CancellationFlag()
    let run = try TrainingRun(Tiny.configuration, corpus: Tiny.corpus(), modelPath: path)
    _ = try runReportingSteps(run, cancellation: flag) { if $0 == 4 { flag.cancel() } }
    let shorter = try TrainingRun(resuming: path, corpus: Tiny.corpus(), length: .epochs(2))
    let outcome = try shorter.run()
    #expect(outcome.log.records.map(\.epoch) == [1, 2])
    #expect(outcome.model.training.configuration.length == .epochs(2))
    let rates = outcome.log.records.map(\.learningRate)
    #expect(rates[1] < 0.1 * rates[0])
  }

  /// Tunes that are learned as they are, or with each token one higher.
  private static func corpusInTwoKeys() throws -> TokenCorpus {
    let corpus = Tiny.corpus()
    let moved = corpus.training.map { tokens in tokens.map { $0 > 1 ? 2 + ($0 - 1) % 7 : $0 } }
    return TokenCorpus(
      vocabulary: corpus.vocabulary, training: corpus.training, validation: corpus.validation,
      transpositions: zip(corpus.training, moved).map { [$0, $1] })
  }

  @Test func `each epoch draws a key for each tune`() throws {
    let corpus = try Self.corpusInTwoKeys()
    var generator = CounterGenerator(seed: 1)
    let drawn = corpus.training(using: &generator)
    let same = zip(drawn, corpus.training).filter { $0 == $1 }.count
    #expect((5...35).contains(same))
    #expect(drawn != corpus.training(using: &generator))
  }

  @Test func `a run without progress ends early`() throws {
    let folder = try TemporaryFolder()
    var configuration = Tiny.configuration
    configuration.length = .epochs(50)
    configuration.learningRate = 1e-12
    configuration.patience = 2
    let outcome = try TrainingRun(
      configuration, corpus: Tiny.corpus(), modelPath: folder.path + "/m.safetensors"
    ).run()
    #expect(outcome.status == .completed)
    #expect(outcome.log.records.count < 50)
    #expect(outcome.log.records.suffix(2).allSatisfy { !$0.isBest })
  }

  @Test func `other tunes cannot be resumed with`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/m.safetensors"
    let flag = CancellationFlag()
    flag.cancel()
    _ = try TrainingRun(Tiny.configuration, corpus: Tiny.corpus(), modelPath: path)
      .run(cancellation: flag)
    let error = #expect(throws: TrainingError.self) {
      _ = try TrainingRun(resuming: path, corpus: Tiny.corpus(training: 39))
    }
    #expect(
      error?.description == folder.path + "/m.checkpoint.safetensors: cannot resume: "
        + "it belongs to other tunes; give the same files in the same order")
  }

  @Test func `without a checkpoint there is nothing to resume`() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: TrainingError.self) {
      _ = try TrainingRun(resuming: folder.path + "/m.safetensors", corpus: Tiny.corpus())
    }
    #expect(
      error?.description
        == folder.path + "/m.checkpoint.safetensors: cannot resume: "
        + "there is no such checkpoint; the training is complete or never began")
  }

  @Test func `a model is no checkpoint`() throws {
    let folder = try TemporaryFolder()
    let files = RunFiles(model: folder.path + "/m.safetensors")
    try Tiny.model().write(to: files.checkpoint)
    #expect(
      throws: TrainingError.cannotResume(path: files.checkpoint, reason: "it is not a checkpoint")
    ) {
      _ = try TrainingRun(resuming: files.model, corpus: Tiny.corpus())
    }
  }

  @Test func `a few tunes are learned by heart`() throws {
    let folder = try TemporaryFolder()
    var configuration = Tiny.configuration
    configuration.hiddenSize = 32
    configuration.embeddingSize = 16
    configuration.dropout = 0
    configuration.embeddingDropout = 0
    configuration.learningRate = 0.02
    configuration.length = .epochs(150)
    let tunes: [[Int32]] = [[0, 2, 3, 2, 3, 4, 1], [0, 5, 5, 6, 7, 1], [0, 8, 2, 8, 3, 8, 4, 1]]
    let corpus = TokenCorpus(vocabulary: Tiny.vocabulary, training: tunes, validation: tunes)
    let outcome = try TrainingRun(
      configuration, corpus: corpus, modelPath: folder.path + "/m.safetensors"
    ).run()
    // Which of three tunes it is takes ln 3 to tell.
    let floor = 3 * log(3.0) / Double(tunes.targetCount)
    #expect((outcome.model.training.validationLoss ?? 9) < floor + 0.05)
  }

  @Test(arguments: [(explodesAt: 3, isFirst: true), (150, false)])
  func `a loss that leaves the numbers ends the run and leaves the best model`(
    explodesAt: Int, isFirst: Bool
  ) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/m.safetensors"
    var configuration = Tiny.configuration
    configuration.warmUpSteps = 0
    configuration.length = .epochs(20)
    let run = try TrainingRun(configuration, corpus: Tiny.corpus(), modelPath: path)
    let error = #expect(throws: TrainingError.self) {
      try runReportingSteps(run) { step in
        if step == explodesAt {
          try? run.trainer.restore(run.trainer.network.exploded, checkpoint: run.trainer.checkpoint)
        }
      }
    }
    #expect(
      error?.description
        == "loss is not finite at step \(explodesAt + 1); lower --learning-rate or --clip")
    let steps = try ModelFile(reading: path).training.steps
    #expect((steps == 0) == isFirst && steps < explodesAt)
  }

  @Test(arguments: [0, 8])
  func `a learning rate of a thousand leaves a model no worse than the first`(
    heldOut: Int
  ) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/m.safetensors"
    var configuration = Tiny.configuration
    configuration.learningRate = 1e3
    configuration.warmUpSteps = 0
    configuration.length = .epochs(200)
    let run = try TrainingRun(
      configuration, corpus: Tiny.corpus(validation: heldOut), modelPath: path)
    let error = #expect(throws: TrainingError.self) { try run.run() }
    #expect(error?.description.hasPrefix("loss is not finite at step ") == true)
    let evaluator = try NetworkEvaluator(ModelFile(reading: path).network, threads: 1)
    let loss = try evaluator.evaluation(of: Tiny.corpus().validation).natsPerToken
    #expect(loss < log(Double(Tiny.vocabulary.count)) + 0.5)
  }

  @Test func `minutes become steps that a checkpoint keeps`() throws {
    let folder = try TemporaryFolder()
    var configuration = Tiny.configuration
    configuration.length = .minutes(0.01)
    let run = try TrainingRun(
      configuration, corpus: Tiny.corpus(), modelPath: folder.path + "/m.safetensors")
    let outcome = try run.run()
    #expect(outcome.status == .completed)
    #expect(run.state.steps == run.state.schedule.totalSteps)
    #expect(outcome.log.records.last?.step == run.state.steps)
  }

  @Test func `options out of range are named`() {
    func reason(_ change: (inout TrainingConfiguration) -> Void) -> String? {
      var configuration = Tiny.configuration
      change(&configuration)
      do {
        try configuration.validate()
        return nil
      } catch {
        return error.description
      }
    }
    #expect(reason { _ in } == nil)
    #expect(reason { $0.learningRate = 0 } == "learning rate 0.0; expected 0...1000000")
    #expect(reason { $0.dropout = 1 } == "dropout 1.0; expected 0..<1")
    #expect(reason { $0.batchSize = 0 } == "batch 0; expected 1...4096")
    #expect(reason { $0.clipNorm = -1 } == "clip -1.0; expected more than 0")
    #expect(reason { $0.threads = 0 } == "threads 0; expected 1...1024")
    #expect(reason { $0.length = .epochs(0) } == "epochs 0; expected 1...1000000")
    #expect(reason { $0.length = .minutes(.nan) } == "minutes nan; expected 0...1000000")
  }
}

extension Network {
  /// The network with weights so large that its scores overflow.
  fileprivate var exploded: Network {
    var tensors = tensors
    let values = tensors["head.weight"]?.floats ?? []
    tensors["head.weight"] = Tensor(
      shape: tensors["head.weight"]?.shape ?? [], values.map { $0 < 0 ? -3e38 : 3e38 })
    return (try? Network(configuration, tensors: tensors)) ?? self
  }
}
