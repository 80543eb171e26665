public import ArgumentParser
import Glibc
import NoteVocabulary
import RecurrentNetwork
import SafeFiles
public import Training

extension Preset: ExpressibleByArgument {}

/// The command `lilt train`: a model from tunes.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Learn music from ABC and MIDI files and write a model.",
    discussion: """
      lilt train tunes/ --output reels.safetensors
      lilt train tunes.abc --output reels.safetensors --minutes 60 --hidden 512 --layers 3
      lilt train midi/ --output band.safetensors
      lilt train tunes.abc --output reels.safetensors --resume
      lilt train --task adding --length 200 --cell gru --layers 1 --hidden 128 --batch 32

      Part of the tunes is held out to measure what was learned; the weights that do best there are
      the model. Beside the model come its log (.csv), its loss curve (.svg) and the melodies it learned \
      (.index), in which `lilt judge` finds what a tune has copied. Ctrl-C saves;
      --resume goes on from the last checkpoint, also after a crash, and ends with the same model.
      """)

  @Argument(help: "ABC, MIDI or text files, folders of them, or token stores.")
  var paths: [String] = []

  @Option(name: .shortAndLong, help: "The model file to write.")
  var output: String?

  @Option(
    help: """
      A recipe: tiny (a minute's try), folk (melodies), events (music with all its parts), chorale \
      (piano rolls of short pieces), frames (of long ones); folk, events or frames by default, as the \
      files are. Other options change parts of it.
      """)
  var preset: Preset?

  @OptionGroup(title: "Corpus") var corpus: CorpusOptions
  @OptionGroup(title: "Network and training") var training: TrainingOptions

  @OptionGroup(title: "Tests of memory") var test: TaskOptions

  @Flag(
    help: """
      Go on from the checkpoint beside the model; --epochs or --minutes give it another end, other \
      settings come from there.
      """)
  var resume = false

  @Option(
    help: """
      Make up a tune or text every so many epochs, show how it begins, and keep it beside the model \
      (.samples.txt).
      """)
  var sampleEvery = 0

  @Flag(help: "Print one JSON object per epoch.")
  var json = false

  @Flag(name: .shortAndLong, help: "Show no progress.")
  var quiet = false

  func validate() throws {
    guard sampleEvery >= 0 else { throw ValidationError("--sample-every takes 0 or more") }
    if test.task != nil {
      guard paths.isEmpty, !resume, training.epochs == nil else {
        throw ValidationError("--task takes no tunes, --resume or --epochs; --minutes limits it")
      }
    } else {
      guard !paths.isEmpty else { throw ValidationError("Missing expected argument '<paths> ...'") }
      guard output != nil else {
        throw ValidationError("Missing expected argument '--output <output>'")
      }
    }
  }

  func run() throws {
    SpinLimit.restartIfNeeded()
    if let task = test.task { return try learn(task) }
    guard let output else { return }
    let (kind, preset) = try corpus.resolved(paths, preset: preset)
    guard sampleEvery == 0 || kind == .tune || kind.isText else {
      throw CommandFailure.failed("--sample-every makes up tunes and texts, no \(kind.rawValue)")
    }
    let (tunes, tokens) = try corpus.read(paths, kind, preset, seed: training.seed, quiet: quiet)
    let checkpoint = RunFiles(model: output).checkpoint
    if !resume, access(checkpoint, F_OK) == 0 {
      Terminal.report(
        "warning: starting anew over the unfinished run in \(checkpoint); --resume goes on with it")
    }
    let run =
      resume
      ? try TrainingRun(resuming: output, corpus: tokens, length: training.length)
      : try TrainingRun(
        training.configuration(preset, for: tokens), corpus: tokens, modelPath: output)
    let cancellation = CancellationFlag()
    let interrupt = Interrupt { cancellation.cancel() }
    defer { interrupt.cancel() }
    var display = TrainingDisplay(run: run, isQuiet: quiet)
    var samples = TrainingSamples(every: sampleEvery)
    var failure: (any Error)?
    let outcome = try run.run(cancellation: cancellation) { event in
      display.show(event)
      guard case .epoch(let record) = event else { return }
      do {
        if json { try Terminal.print(json: record) }
        try samples.add(run, epoch: record.epoch, &display)
      } catch {
        failure = error
        cancellation.cancel()
      }
    }
    if let failure { throw failure }
    display.end(outcome)
    if tunes.vocabulary.kind == .tune {
      let index = try CorpusIndex.bytes(
        of: tunes, fingerprint: outcome.model.corpus.fingerprint, quiet: quiet)
      try AtomicFile.write(index, to: RunFiles(model: output).index)
    }
    if outcome.status == .interrupted {
      throw CommandFailure.interrupted(
        "stopped; the best model so far is in \(output), --resume goes on")
    }
    if !json { Terminal.print(output) }
  }

  private func learn(_ task: LongLagTask) throws {
    let run = TaskRun(
      task: task, length: test.length, configuration: training.configuration(.folk), isQuiet: quiet)
    let cancellation = CancellationFlag()
    let interrupt = Interrupt { cancellation.cancel() }
    defer { interrupt.cancel() }
    let outcome = try run.run(cancellation: cancellation)
    if let output { try run.write(outcome, to: RunFiles(model: output)) }
    Terminal.print(run.summary(outcome))
    if cancellation.isCancelled { throw CommandFailure.interrupted("stopped") }
  }
}
