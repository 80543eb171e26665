import ArgumentParser
import Foundation
import RecurrentNetwork

/// The command `lilt benchmark`: how fast this machine is.
struct BenchmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark",
    abstract: "Measure the speed of this machine.",
    subcommands: [Train.self, Sample.self])

  /// The size of what is measured.
  struct Shape: ParsableArguments {
    @Option(help: "The recurrent cell.")
    var cell = Cell.lstm

    @Option(help: "Units per layer.")
    var hidden = 512

    @Option(help: "Recurrent layers.")
    var layers = 3

    @Option(help: "Distinct tokens.")
    var vocabulary = 137

    @Option(help: "Sequences side by side.")
    var batch = 64

    @Option(help: "Number format of the matrix products: f32 or bf16.")
    var precision = Precision.float32

    @Option(help: "Threads; as many as there are cores by default.")
    var threads: Int?

    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
      for (name, value, limit) in [
        ("hidden", hidden, 1 << 14), ("layers", layers, 64), ("vocabulary", vocabulary, 1 << 20),
        ("batch", batch, 1 << 12), ("threads", threads ?? 1, 1024),
      ] {
        guard (1...limit).contains(value) else {
          throw ValidationError("--\(name) takes 1 to \(limit)")
        }
      }
    }

    var network: NetworkConfiguration {
      NetworkConfiguration(
        cell: cell, vocabularySize: vocabulary, hiddenSize: hidden, layers: layers)
    }
  }

  /// The command `lilt benchmark train`.
  struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Time whole training steps on random tokens.",
      discussion: "The peak is that of a large matrix product, measured in the same run.")

    @OptionGroup var shape: Shape

    @Option(help: "Time steps of a batch.")
    var steps = 64

    @Option(help: "Training steps to time.")
    var repeats = 10

    func validate() throws {
      guard (1...4096).contains(steps), (1...10_000).contains(repeats) else {
        throw ValidationError("--steps takes 1 to 4096, --repeats 1 to 10000")
      }
    }

    func run() throws {
      SpinLimit.restartIfNeeded()
      var options = TrainerOptions()
      options.precision = shape.precision
      options.threads = shape.threads
      options.dropout = DropoutOptions(embedding: 0, layers: 0.2, output: 0.2)
      let report = try TrainingBenchmark(
        shape.network, options: options, timeSteps: steps, batchSize: shape.batch,
        repeats: repeats
      ).run()
      try print(report)
    }

    private func print(_ report: TrainingBenchmark.Report) throws {
      if shape.json {
        return try Terminal.print(json: [
          "tokensPerSecond": report.tokensPerSecond, "gflops": report.gflops,
          "peakGflops": report.peakGflops, "peakResidentBytes": Double(report.peakResidentBytes),
        ])
      }
      Terminal.print(
        String(
          format: "%.0f tokens/s  %.0f of %.0f GFLOP/s (%.0f %%)  %.0f MB", report.tokensPerSecond,
          report.gflops, report.peakGflops, 100 * report.gflops / report.peakGflops,
          Double(report.peakResidentBytes) / 1e6))
      for phase in StepProfile.Phase.allCases {
        let share = report.profile.seconds(in: phase) / report.profile.seconds
        Terminal.print(String(format: "%6.1f %%  %@", 100 * share, "\(phase)"))
      }
    }
  }

  /// The command `lilt benchmark sample`.
  struct Sample: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Time generating, token after token, each row drawing its own.",
      discussion: "The time to the first token is that from a model's file on disk.")

    @OptionGroup var shape: Shape

    @Option(help: "Tokens per row to time.")
    var steps = 500

    func validate() throws {
      guard (1...1_000_000).contains(steps) else {
        throw ValidationError("--steps takes 1 to 1000000")
      }
    }

    func run() throws {
      SpinLimit.restartIfNeeded()
      let report = try SamplingBenchmark(
        shape.network, precision: shape.precision, threads: shape.threads, batchSize: shape.batch,
        steps: steps
      ).run()
      if shape.json { return try Terminal.print(json: report) }
      Terminal.print(
        String(
          format: "%.0f tokens/s  first token after %.3f s  %.1f of %.0f GFLOP/s  %.0f MB",
          report.tokensPerSecond, report.secondsToFirstToken, report.gflops, report.peakGflops,
          Double(report.peakResidentBytes) / 1e6))
    }
  }
}
