import ArgumentParser
import Foundation
import NoteVocabulary
import Pictures
import RecurrentNetwork
import SafeFiles
import Training

/// The command `lilt evaluate`: how well a model predicts tunes.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure how well a model predicts tunes that it has not seen.",
    discussion: """
      lilt evaluate reels.safetensors held-out.abc
      lilt evaluate reels.safetensors held-out.abc --baseline training.abc
      lilt evaluate chorales.safetensors valid.json --json

      A baseline is an n-gram model (interpolated Kneser-Ney) of the same tokens, learned from the
      files that --baseline names. For models of frames the figures are per frame too, as papers on
      polyphonic music have them: all 88 keys summed, the first frame of each piece not counted.

      --json prints one object: frameNLL, frameNLLPerPiece, frameNLLAllFrames, natsPerToken,
      bitsPerToken, natsPerTune, perplexity, tokens, bitsPerCharacter, baselines by order, byMeter,
      tunes, vocabularySize; null where one does not apply.
      """)

  @Argument(help: "A model that `lilt train` wrote.")
  var model: String

  @Argument(help: "Files or folders to measure with: ABC, MIDI, JSON or text, as the model reads.")
  var paths: [String]

  @Option(parsing: .upToNextOption, help: "Files or folders that n-gram baselines learn from.")
  var baseline: [String] = []

  @Option(help: "The longest n-gram of the baselines, 1 to 10.")
  var order = 10

  @Flag(help: "Print one JSON object.")
  var json = false

  @Option(help: "Write the scores before softmax for one tune, by its place from 1, as JSON.")
  var logits: Int?

  @Option(help: "Draw how much each token of a tune surprised the model, under its staff (SVG).")
  var surprise: String?

  @Option(help: "With --surprise: the tune, by its place from 1.")
  var tune = 1

  @Option(help: "Threads; as many as there are cores by default.")
  var threads: Int?

  @Flag(name: .shortAndLong, help: "Show no progress.")
  var quiet = false

  func validate() throws {
    guard (1...10).contains(order) else { throw ValidationError("--order takes 1 to 10") }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads takes 1 to 1024")
    }
  }

  func run() throws {
    SpinLimit.restartIfNeeded()
    let file = try ModelFile(reading: model)
    let items = try read(paths, vocabulary: file.vocabulary)
    let sequences = items.map(\.tokens)
    let evaluator = try NetworkEvaluator(file.network, threads: threads)
    if let logits {
      guard evaluator.predictsTokens else {
        throw CommandFailure.failed("\(model): it predicts sets of keys, no tokens")
      }
      try check(logits, sequences.count)
      return Terminal.print(try evaluator.logits(of: sequences[logits - 1]).json)
    }
    if let surprise { try draw(items, evaluator, file.vocabulary, to: surprise) }
    let report = try report(sequences, evaluator, file.vocabulary)
    if json { try Terminal.print(json: report) } else { Terminal.print(report.text) }
  }

  private func report(
    _ sequences: [[Int32]], _ evaluator: NetworkEvaluator, _ vocabulary: Vocabulary
  ) throws -> EvaluationReport {
    var report = EvaluationReport()
    var line = ProgressLine(isQuiet: quiet)
    report.tunes = sequences.count
    if vocabulary.kind == .frames {
      let count = sequences.reduce(0) { $0 + $1.count - 1 }
      let frames = Progress(total: count, unit: "tokens of frames")
      let losses = try evaluator.frameLosses(of: sequences) { line.show(frames.text($0)) }
      if let evaluation = FrameEvaluation(losses: losses) { report.add(evaluation) }
    }
    guard evaluator.predictsTokens else { return report }
    let count = sequences.reduce(0) { $0 + $1.count - 1 }
    let progress = Progress(total: count, unit: "tokens")
    let losses = try evaluator.losses(of: sequences) { line.show(progress.text($0)) }
    let evaluation = Evaluation(losses: losses)
    report.add(evaluation, vocabularySize: vocabulary.count)
    report.add(Evaluation.byMeter(sequences, losses: losses, vocabulary: vocabulary))
    let characters = sequences.map { PrintedText.characterCount($0, vocabulary) }
    if characters.allSatisfy({ $0 != nil }) {
      let count = characters.reduce(0) { $0 + ($1 ?? 0) }
      report.bitsPerCharacter = evaluation.lossSum / log(2) / Double(count)
    }
    report.add(baselines: try baselines(for: sequences, vocabulary, &line))
    line.clear()
    return report
  }

  private func check(_ place: Int, _ count: Int) throws {
    guard (1...count).contains(place) else {
      throw CommandFailure.failed("there is no tune \(place); the files hold \(count)")
    }
  }

  private func draw(
    _ items: [CorpusItem], _ evaluator: NetworkEvaluator, _ vocabulary: Vocabulary,
    to path: String
  ) throws {
    guard evaluator.predictsTokens else {
      throw CommandFailure.failed("\(model): it predicts sets of keys, no tokens")
    }
    try check(tune, items.count)
    let item = items[tune - 1]
    let losses = try evaluator.losses(of: [item.tokens])[0]
    let chart = TuneSurprise.chart(
      title: item.title ?? "Tune \(tune)", item.tokens, losses: losses, vocabulary)
    try AtomicFile.write(chart.svg, to: path)
  }

  private func read(_ paths: [String], vocabulary: Vocabulary) throws -> [CorpusItem] {
    do {
      let corpus = try CorpusReader(vocabulary).read(paths)
      CorpusSummaryText.report(
        corpus, isVerbose: false, isQuiet: quiet || json || logits != nil)
      return corpus.items
    } catch let error as CorpusError {
      throw CommandFailure(error)
    }
  }

  /// The losses of n-gram models by order from 1; empty where none was asked for.
  private func baselines(
    for sequences: [[Int32]], _ vocabulary: Vocabulary, _ line: inout ProgressLine
  ) throws -> [Double] {
    if baseline.isEmpty { return [] }
    let training = try read(baseline, vocabulary: vocabulary).map(\.tokens)
    return (1...order).map { length in
      line.show("counting \(length)-grams of \(order)")
      let model = NGramModel(
        order: length, vocabularySize: vocabulary.count, trainedOn: training)
      return Evaluation(of: sequences, by: model).natsPerToken
    }
  }
}
