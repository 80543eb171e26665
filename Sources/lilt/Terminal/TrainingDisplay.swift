import Foundation
import NoteVocabulary
import Training

/// What a person sees of a training run.
struct TrainingDisplay {
  private var line: ProgressLine

  /// - Parameter isQuiet: Whether to show nothing.
  init(run: TrainingRun, isQuiet: Bool) {
    line = ProgressLine(isQuiet: isQuiet)
    let vocabulary = run.corpus.vocabulary.count
    line.keep(
      "learning \(run.corpus.training.count) tunes, measuring on \(run.corpus.validation.count); "
        + "\(vocabulary) tokens, "
        + "\(String(format: "%.2f", log(Double(vocabulary)))) nats/token by guessing")
  }

  mutating func show(_ event: TrainingEvent) {
    switch event {
    case .progress(let progress): line.show(Self.text(of: progress))
    case .epoch(let record): line.show(Self.text(of: record))
    case .checkpoint: break
    }
  }

  mutating func end(_ outcome: TrainingOutcome) {
    guard let last = outcome.log.records.last else { return line.clear() }
    line.keep(Self.text(of: last))
    let summary = outcome.model.training
    if let best = summary.validationLoss {
      line.keep(String(format: "best %.3f nats/token at epoch %d", best, summary.epochs))
    }
  }

  private static func text(of progress: TrainingProgress) -> String {
    let best = progress.bestValidationLoss.map { String(format: ", best %.3f", $0) } ?? ""
    let remaining = progress.remainingSeconds.map { ", \(clock($0)) left" } ?? ""
    let epoch = Double(progress.epoch - 1) + progress.epochShare
    return String(
      format: "epoch %.1f  loss %.3f nats/token%@  %@ tokens/s%@", epoch, progress.loss, best,
      count(progress.tokensPerSecond), remaining)
  }

  private static func text(of record: EpochRecord) -> String {
    let validation = record.validationLoss.map { String(format: ", held out %.3f", $0) } ?? ""
    return String(
      format: "epoch %d  loss %.3f nats/token%@%@  %@ tokens/s  %@", record.epoch,
      record.trainingLoss, validation, record.isBest ? " *" : "", count(record.tokensPerSecond),
      clock(record.seconds))
  }

  private static func count(_ value: Double) -> String {
    value >= 10_000 ? String(format: "%.1fk", value / 1000) : String(format: "%.0f", value)
  }

  private static func clock(_ seconds: Double) -> String {
    String(format: "%d:%02d", Int(seconds) / 60, Int(seconds) % 60)
  }
}
