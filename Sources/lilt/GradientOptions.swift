import ArgumentParser
import Foundation
import NoteVocabulary
import RecurrentNetwork
import SafeFiles
import Training

/// What `lilt inspect --gradients` looks at.
struct GradientOptions: ParsableArguments {
  @Flag(
    help: """
      Show how a model's gradient spreads over lags, what its gates do, and how far a training step
      moves its weights.
      """)
  var gradients = false

  @Flag(help: "With --gradients: untrained RNN, ReLU with identity, GRU and LSTM side by side.")
  var compare = false

  @Option(
    parsing: .upToNextOption,
    help: "With --gradients: files or folders to read; the model's own tokens by default.")
  var tunes: [String] = []

  @Option(help: "With --gradients: steps of a sequence.")
  var length = 100

  @Option(help: "With --gradients --compare: units of a layer.")
  var hidden = 128

  @Option(help: "With --gradients: decides the tokens and, with --compare, the weights.")
  var seed: UInt64 = 1

  @Option(help: "With --gradients: write the picture to this .svg file.")
  var svg: String?

  /// Sequences side by side.
  private static let rows = 16

  func validate() throws {
    guard gradients || !(compare || !tunes.isEmpty || svg != nil) else {
      throw ValidationError("--compare, --tunes and --svg belong to --gradients")
    }
    guard (2...5000).contains(length) else { throw ValidationError("--length takes 2 to 5000") }
    guard (1...4096).contains(hidden) else { throw ValidationError("--hidden takes 1 to 4096") }
  }

  /// Looks at the models, or at untrained networks, and prints.
  func run(models: [String], json: Bool) throws {
    SpinLimit.restartIfNeeded()
    let reports = try compare ? untrained() : models.map(report)
    if let svg { try AtomicFile.write(GradientReport.svg(of: reports), to: svg) }
    if json { return try Terminal.print(json: reports) }
    Terminal.print(reports.map(\.text).joined(separator: "\n\n"))
  }

  private func untrained() throws -> [GradientReport] {
    try [Cell.tanh, .relu, .gru, .lstm].map { cell in
      let shape = NetworkConfiguration(
        cell: cell, vocabularySize: 100, hiddenSize: hidden, layers: 1)
      return GradientReport(
        name: cell.title, network: shape,
        trace: try NetworkTrace(
          Network(shape, seed: seed), length: length, rows: Self.rows, seed: seed,
          learningRate: 1e-3))
    }
  }

  private func report(_ path: String) throws -> GradientReport {
    let model = try ModelFile(reading: path)
    let rate = Float(model.training.configuration.learningRate)
    let name = URL(fileURLWithPath: path).lastPathComponent
    let trace =
      tunes.isEmpty
      ? try NetworkTrace(
        model.network, length: length, rows: Self.rows, first: Vocabulary.startToken, seed: seed,
        learningRate: rate)
      : try NetworkTrace(model.network, try batch(for: model), learningRate: rate)
    return GradientReport(name: name, network: model.network.configuration, trace: trace)
  }

  /// The first tunes, as far as `length` goes.
  private func batch(for model: ModelFile) throws -> TokenBatch {
    let corpus: Corpus
    do {
      corpus = try CorpusReader(model.vocabulary).read(tunes)
    } catch let error as CorpusError {
      throw CommandFailure(error)
    }
    let rows = corpus.items.map { $0.tokens.prefix(length + 1) }.filter { $0.count > 1 }
      .prefix(Self.rows)
    guard !rows.isEmpty else { throw CommandFailure.failed("the tunes hold nothing to read") }
    return TokenBatch(rows.map(Array.init), model.network.configuration)
  }
}

extension Cell {
  /// What the cell is called above a chart.
  fileprivate var title: String {
    switch self {
    case .tanh: "RNN (tanh)"
    case .relu: "RNN (ReLU, identity)"
    case .gru: "GRU"
    case .textbookGRU: "GRU (textbook)"
    case .lstm: "LSTM"
    }
  }
}
