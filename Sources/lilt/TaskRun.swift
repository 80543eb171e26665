import Foundation
import Pictures
import RecurrentNetwork
import SafeFiles
import Training

/// One run of a test of memory: fresh sequences at every step until it is solved or time is over.
struct TaskRun {
  let task: LongLagTask
  let length: Int
  let configuration: TrainingConfiguration
  let isQuiet: Bool

  /// Steps whose mean loss is one point of the curve.
  private static let window = 50

  /// What a run found.
  struct Outcome {
    var losses: [(step: Int, loss: Double)] = []
    var isSolved = false
    var seconds = 0.0
  }
}

extension TaskRun {
  /// Learns until the task is solved, the time is over or somebody cancels.
  func run(cancellation: CancellationFlag) throws -> Outcome {
    let shape = task.configuration(
      cell: configuration.cell, hiddenSize: configuration.hiddenSize, layers: configuration.layers)
    let trainer = try Trainer(Network(shape, seed: configuration.seed), options: options)
    var generator = CounterGenerator(seed: configuration.seed, stream: 0x7461_736b)
    var (outcome, sum, line) = (Outcome(), 0.0, ProgressLine(isQuiet: isQuiet))
    let start = ContinuousClock.now
    while outcome.seconds < seconds, !outcome.isSolved, !cancellation.isCancelled {
      let result = try trainer.step(
        task, length: length, batchSize: configuration.batchSize,
        learningRate: Float(configuration.learningRate), using: &generator)
      sum += result.lossSum / Double(max(result.tokenCount, 1))
      outcome.seconds = (ContinuousClock.now - start) / .seconds(1)
      guard trainer.stepsTaken % Self.window == 0 else { continue }
      let loss = sum / Double(Self.window)
      sum = 0
      outcome.losses.append((trainer.stepsTaken, loss))
      outcome.isSolved = task.isSolved(loss: loss, length: length)
      let rate = Double(trainer.stepsTaken) / outcome.seconds
      line.show(
        text(loss, step: trainer.stepsTaken)
          + String(
            format: ", %.1f steps a second, %.0f s left at most", rate, seconds - outcome.seconds))
    }
    line.clear()
    return outcome
  }

  private var options: TrainerOptions {
    var options = TrainerOptions()
    options.clipNorm = configuration.clipNorm
    options.optimizer.weightDecay = 0
    options.precision = configuration.precision
    options.threads = configuration.threads
    return options
  }

  private var seconds: Double {
    if case .minutes(let minutes) = configuration.length { minutes * 60 } else { 600 }
  }

  private func text(_ loss: Double, step: Int) -> String {
    String(
      format: "step %d  loss %.4f (without memory %.4f)", step, loss,
      task.baseline(length: length))
  }

  /// One line that says how the run ended.
  func summary(_ outcome: Outcome) -> String {
    let shape =
      "\(configuration.cell.rawValue), \(configuration.layers) x \(configuration.hiddenSize)"
    guard let last = outcome.losses.last else {
      return "\(task.rawValue) \(length), \(shape): less than \(Self.window) steps"
    }
    let end = outcome.isSolved ? "solved" : "not solved"
    return "\(task.rawValue) \(length), \(shape): \(end); \(text(last.loss, step: last.step)), "
      + String(format: "%.0f s", outcome.seconds)
  }

  /// Writes the curve as a table and as a picture.
  func write(_ outcome: Outcome, to files: RunFiles) throws {
    let rows = outcome.losses.map { String(format: "%d,%.6f\n", $0.step, $0.loss) }.joined()
    try AtomicFile.write("step,loss\n" + rows, to: files.table)
    let points = outcome.losses.map { (x: Double($0.step), y: $0.loss) }
    let baseline = task.baseline(length: length)
    let chart = LineChart(
      title: "\(task.rawValue), \(length) steps", xLabel: "training step", yLabel: "loss",
      series: [
        LineChart.Series(configuration.cell.rawValue, points),
        LineChart.Series("without memory", points.map { (x: $0.x, y: baseline) }),
      ])
    try AtomicFile.write(chart.svg, to: files.curves)
  }
}
