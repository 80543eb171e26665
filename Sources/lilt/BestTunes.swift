import Foundation
import Judgement
import MusicModel
import NoteGeneration
import Training

/// The tunes that the judge ranks first, and why.
struct BestTunes {
  private let reference: Reference

  init(model: String, _ file: ModelFile) throws {
    reference = Reference(
      try CorpusIndex.read(besideModel: model, file))
  }

  /// The best of some tunes, the first of equals before, each told with its score and reasons.
  func choose(_ count: Int, of tunes: [GeneratedTune], isQuiet: Bool) -> [GeneratedTune] {
    let reports = Judge(reference).reports(tunes.map { Judge.Candidate($0.tune) })
    let ranked = zip(tunes, reports).compactMap { tune, report in
      report.flatMap { report in report.verdict.map { (tune: tune, report: report, verdict: $0) } }
    }.enumerated().sorted {
      ($1.element.verdict.score, $0.offset) < ($0.element.verdict.score, $1.offset)
    }.map(\.element).prefix(count)
    if !isQuiet {
      for (place, entry) in ranked.enumerated() {
        Terminal.report(Self.text(place + 1, entry.tune, entry.report, entry.verdict))
      }
    }
    return ranked.map(\.tune)
  }

  private static func text(
    _ place: Int, _ tune: GeneratedTune, _ report: TuneReport, _ verdict: Verdict
  ) -> String {
    let run = report.novelty?.longestRun.map {
      String(format: "longest run %.1f bars as in ", $0.bars) + $0.title
    }
    let marks = [run].compactMap(\.self) + verdict.reasons
    return "\(place). \(tune.tune.title ?? "tune \(tune.recipe.index + 1)"): "
      + String(format: "%.0f points; ", verdict.score) + marks.joined(separator: "; ")
  }
}
