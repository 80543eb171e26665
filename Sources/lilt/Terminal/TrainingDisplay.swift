import Foundation
import NoteVocabulary
import RecurrentNetwork
import Training

/// What a person sees of a training run.
struct TrainingDisplay {
  private var line: ProgressLine

  /// What the processor could learn if it did nothing but large products, in tokens per second.
  private let peakTokensPerSecond: Double?

  /// What losses are in.
  private let unit: String

  /// Epochs asked for; `nil` where minutes end the run.
  private let epochs: Int?

  /// - Parameter isQuiet: Whether to show nothing.
  init(run: TrainingRun, isQuiet: Bool) {
    line = ProgressLine(isQuiet: isQuiet)
    let configuration = run.configuration
    if case .epochs(let count) = configuration.length { epochs = count } else { epochs = nil }
    let peak =
      isQuiet
      ? nil
      : try? TrainingBenchmark.peakGflops(configuration.precision, threads: configuration.threads)
    peakTokensPerSecond = peak.map { 1e9 * $0 / run.operationsPerToken }
    unit = configuration.lossUnit
    let vocabulary = run.corpus.vocabulary.count
    let guess =
      configuration.head == .bernoulli
      ? String(format: "88 keys, %.2f nats/frame by guessing", 88 * log(2.0))
      : String(
        format: "%d tokens, %.2f nats/token by guessing", vocabulary, log(Double(vocabulary)))
    line.keep(
      "learning \(run.corpus.training.count) tunes, measuring on \(run.corpus.validation.count); "
        + guess)
  }

  mutating func show(_ event: TrainingEvent) {
    let display = self
    switch event {
    case .progress(let progress): line.show(display.text(of: progress))
    case .epoch(let record): line.show(display.text(of: record))
    case .checkpoint: break
    }
  }

  /// Shows lines that stay.
  mutating func keep(_ text: String) { line.keep(text) }

  mutating func end(_ outcome: TrainingOutcome) {
    guard let last = outcome.log.records.last else { return line.clear() }
    line.keep(text(of: last))
    let summary = outcome.model.training
    if let best = summary.validationLoss {
      let frame = outcome.log.records.first { $0.epoch == summary.epochs }?.validationFrameLoss
      line.keep(
        String(format: "best %.3f \(unit)", best)
          + (frame.map { String(format: ", %.3f nats/frame", $0) } ?? "")
          + " at epoch \(summary.epochs)")
    }
  }

  private func text(of progress: TrainingProgress) -> String {
    let best = progress.bestValidationLoss.map { String(format: ", best %.3f", $0) } ?? ""
    let remaining = progress.remainingSeconds.map { ", \(Self.clock($0)) left" } ?? ""
    let epoch = Double(progress.epoch - 1) + progress.epochShare
    return String(format: "epoch %.1f", epoch) + (epochs.map { "/\($0)" } ?? "")
      + String(format: "  loss %.3f \(unit)", progress.loss) + best + "  "
      + speed(progress.tokensPerSecond) + remaining
  }

  private func text(of record: EpochRecord) -> String {
    let validation = record.validationLoss.map { String(format: ", held out %.3f", $0) } ?? ""
    let frame = record.validationFrameLoss.map { String(format: " (%.3f nats/frame)", $0) } ?? ""
    return "epoch \(record.epoch)" + (epochs.map { "/\($0)" } ?? "")
      + String(format: "  loss %.3f \(unit)", record.trainingLoss) + validation + frame
      + (record.isBest ? " *  " : "  ") + speed(record.tokensPerSecond) + "  "
      + Self.clock(record.seconds)
  }

  /// The rate, and its part of the peak: `49.6k tokens/s, 41 % of peak`.
  private func speed(_ tokensPerSecond: Double) -> String {
    let share = peakTokensPerSecond.map {
      String(format: ", %.0f %% of peak", 100 * tokensPerSecond / $0)
    }
    return Self.count(tokensPerSecond) + " tokens/s" + (share ?? "")
  }

  private static func count(_ value: Double) -> String {
    value >= 10_000 ? String(format: "%.1fk", value / 1000) : String(format: "%.0f", value)
  }

  private static func clock(_ seconds: Double) -> String {
    String(format: "%d:%02d", Int(seconds) / 60, Int(seconds) % 60)
  }
}
