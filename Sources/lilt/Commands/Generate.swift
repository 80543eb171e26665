import ABCNotation
import ArgumentParser
import Foundation
import NoteGeneration
import NoteVocabulary
import Synchronization
import Training

/// The command `lilt generate`: new tunes from a model.
struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make up tunes with a trained model.",
    discussion: """
      lilt generate reels.safetensors
      lilt generate reels.safetensors --rhythm reel --key Edor --output tune.mid
      lilt generate reels.safetensors -n 100 --seed 7 --output tunes/ --format mid,abc,svg
      lilt generate reels.safetensors -n 100 --best 5 --no-copy 4 --output tunes/

      Without --output the tunes are printed as ABC. Every measure is full, every repeat closed. The
      same model, seed and options give the same bytes; each file holds the recipe by which
      `lilt regenerate` makes it again.

      A model of events or frames makes MIDI of any number of parts; --bars and, of events, --meter
      say what it is to be.
      """)

  @Argument(help: "A model that `lilt train` wrote.")
  var model: String

  @Option(name: .customShort("n"), help: "How many tunes.")
  var count = 1

  @OptionGroup var output: TuneOutput
  @OptionGroup(title: "The tune") var tune: TuneOptions
  @OptionGroup(title: "The melody") var guidance: GuidanceOptions
  @OptionGroup(title: "The choice") var sampling: SamplingArguments
  @OptionGroup(title: "What is new") var novelty: NoveltyOptions
  @OptionGroup(title: "The playing") var style: StyleOptions

  @Option(
    help: "Tunes are made on so many threads, one for each core by default; they stay the same.")
  var threads: Int?

  @Flag(name: .shortAndLong, help: "Show no progress.")
  var quiet = false

  func validate() throws {
    guard (1...1_000_000).contains(count) else { throw ValidationError("-n takes 1 to 1000000") }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads takes 1 to 1024")
    }
    try output.check(count: kept)
    _ = try options
  }

  func run() throws {
    var options = try options
    try guidance.add(to: &options)
    let file = try ModelFile(reading: model)
    guard file.predictsTokens else {
      throw CommandFailure.failed("\(model): it predicts sets of keys; expected a model of tokens")
    }
    let limit = try CopyLimit(novelty.noCopy, model: model, file)
    let judge = try novelty.best.map { _ in try BestTunes(model: model, file) }
    let generator = Generator(
      file, constraints: limit.map { [$0.constraint] } ?? [], threads: threads)
    let line = Mutex(ProgressLine(isQuiet: quiet))
    let progress = Progress(total: count, unit: "tunes")
    let show: @Sendable (Int) -> Void = { done in
      line.withLock { $0.show(progress.text(done)) }
    }
    switch file.vocabulary.kind {
    case .tune:
      let tunes = try generator.tunes(count: count, options, style.style, report: show)
      line.withLock { $0.clear() }
      limit?.report(tunes)
      let best = judge?.choose(novelty.best ?? count, of: tunes, isQuiet: quiet)
      try output.write(best ?? tunes, count: kept)
      if !quiet { Terminal.report(Self.summary(of: tunes)) }
    case .events, .frames:
      guard style.style == TuneStyle() else {
        throw CommandFailure.failed(
          "--feel, --chord-symbols and --accompaniment are for models of tunes; leave them out")
      }
      let pieces = try generator.performances(count: count, options, report: show)
      line.withLock { $0.clear() }
      try output.write(pieces, count: kept)
    case .words, .characters:
      let texts = try generator.texts(count: count, options)
      Terminal.print(texts.map(\.text).joined(separator: "\n\n"))
    }
  }

  /// How many of the tunes are written.
  private var kept: Int { min(count, novelty.best ?? count) }

  private var options: SamplingOptions {
    get throws {
      var options = sampling.options
      options.constraints = try tune.constraints
      options.noCopyBars = novelty.noCopy
      do { try options.validate() } catch { throw ValidationError(error.description) }
      return options
    }
  }

  private static func summary(of tunes: [GeneratedTune]) -> String {
    let removed = tunes.map(\.sequence.removed.mean).reduce(0, +) / Double(max(1, tunes.count))
    return "\(tunes.count) \(tunes.count == 1 ? "tune" : "tunes"); the grammar removed "
      + String(format: "%.2f %% of the probability per token", 100 * removed)
  }
}
