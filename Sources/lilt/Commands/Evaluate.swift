import ArgumentParser
import Foundation
import NoteVocabulary
import RecurrentNetwork
import Training

/// The command `lilt evaluate`: how well a model predicts tunes.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure how well a model predicts tunes that it has not seen.",
    discussion: """
      lilt evaluate reels.safetensors held-out.abc
      lilt evaluate reels.safetensors held-out.abc --baseline training.abc --order 6

      A baseline is an n-gram model (interpolated Kneser-Ney) of the same tokens, learned from the
      files that --baseline names.
      """)

  @Argument(help: "A model that `lilt train` wrote.")
  var model: String

  @Argument(help: "Files or folders to measure with.")
  var paths: [String]

  @Option(parsing: .upToNextOption, help: "Files or folders that n-gram baselines learn from.")
  var baseline: [String] = []

  @Option(help: "The longest n-gram of the baselines, 1 to 10.")
  var order = 6

  @Flag(help: "Print one JSON object.")
  var json = false

  @Option(help: "Write the scores before softmax for one tune, by its place from 1, as JSON.")
  var logits: Int?

  func validate() throws {
    guard (1...10).contains(order) else { throw ValidationError("--order takes 1 to 10") }
  }

  func run() throws {
    SpinLimit.restartIfNeeded()
    let file = try ModelFile(reading: model)
    let corpus = try read(paths, vocabulary: file.vocabulary)
    let sequences = corpus.items.map(\.tokens)
    let evaluator = try NetworkEvaluator(file.network)
    if let logits {
      guard sequences.indices.contains(logits - 1) else {
        throw CommandFailure.failed("there is no tune \(logits); the files hold \(sequences.count)")
      }
      return Terminal.print(try evaluator.logits(of: sequences[logits - 1]).json)
    }
    let report = EvaluationReport(
      try evaluator.evaluation(of: sequences), vocabularySize: file.vocabulary.count,
      baselines: try baselines(for: sequences, vocabulary: file.vocabulary))
    if json { try Terminal.print(json: report) } else { Terminal.print(report.text) }
  }

  private func read(_ paths: [String], vocabulary: Vocabulary) throws -> Corpus {
    do {
      let corpus = try CorpusReader(vocabulary).read(paths)
      CorpusSummaryText.report(corpus, isVerbose: false, isQuiet: json || logits != nil)
      return corpus
    } catch let error as CorpusError {
      throw CommandFailure(error)
    }
  }

  private func baselines(for sequences: [[Int32]], vocabulary: Vocabulary) throws -> [Double] {
    if baseline.isEmpty { return [] }
    let training = try read(baseline, vocabulary: vocabulary).items.map(\.tokens)
    return (1...order).map { order in
      let model = NGramModel(
        order: order, vocabularySize: vocabulary.count, trainedOn: training)
      return Evaluation(of: sequences, by: model).natsPerToken
    }
  }
}
