import ArgumentParser
import Glibc
import NoteVocabulary
import RecurrentNetwork
import Training

/// The command `lilt train`: a model from tunes.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Learn tunes from ABC files and write a model.",
    discussion: """
      lilt train tunes/ --output reels.safetensors
      lilt train tunes.abc --output reels.safetensors --minutes 60 --hidden 512 --layers 3
      lilt train tunes.abc --output reels.safetensors --resume

      Part of the tunes is held out to measure what was learned; the weights that do best there are
      the model. Beside the model come its log (.csv) and its loss curve (.svg). Ctrl-C saves;
      --resume goes on from the last checkpoint, also after a crash, and ends with the same model.
      """)

  @Argument(help: "ABC or text files, or folders of them.")
  var paths: [String]

  @Option(name: .shortAndLong, help: "The model file to write.")
  var output: String

  @OptionGroup(title: "Corpus") var corpus: CorpusOptions
  @OptionGroup(title: "Network and training") var training: TrainingOptions

  @Flag(help: "Go on from the checkpoint beside the model; other settings come from there.")
  var resume = false

  @Flag(name: .shortAndLong, help: "Show no progress.")
  var quiet = false

  func run() throws {
    SpinLimit.restartIfNeeded()
    let tokens = try corpus.read(paths, seed: training.seed, quiet: quiet)
    let checkpoint = RunFiles(model: output).checkpoint
    if !resume, access(checkpoint, F_OK) == 0 {
      Terminal.report(
        "warning: starting anew over the unfinished run in \(checkpoint); --resume goes on with it")
    }
    let run =
      resume
      ? try TrainingRun(resuming: output, corpus: tokens)
      : try TrainingRun(training.configuration, corpus: tokens, modelPath: output)
    let cancellation = CancellationFlag()
    let interrupt = Interrupt { cancellation.cancel() }
    defer { interrupt.cancel() }
    var display = TrainingDisplay(run: run, isQuiet: quiet)
    let outcome = try run.run(cancellation: cancellation) { display.show($0) }
    display.end(outcome)
    if outcome.status == .interrupted {
      throw CommandFailure.interrupted(
        "stopped; the best model so far is in \(output), --resume goes on")
    }
    Terminal.print(output)
  }
}
