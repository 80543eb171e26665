import Foundation
import Judgement

/// A line of the summary: a figure of a set of tunes.
struct SummaryLine {
  let label: String
  private let isShare: Bool
  private let value: (SetSummary) -> Double?

  private init(_ label: String, isShare: Bool = true, _ value: @escaping (SetSummary) -> Double?) {
    self.label = label
    self.isShare = isShare
    self.value = value
  }

  /// The figure of a set, `-` where it has none.
  func text(of set: SetSummary) -> String {
    guard let value = value(set) else { return "-" }
    return isShare ? JudgementText.percent(value) : String(format: "%.2f", value)
  }

  /// All lines in their order.
  static var all: [SummaryLine] {
    [
      SummaryLine("tunes, number", isShare: false) { Double($0.tunes) },
      SummaryLine("meter and repeats right", { $0.valid }),
      SummaryLine("inner measures exact", { $0.exactMeasures }),
      SummaryLine("repeats unbalanced", { $0.unbalanced }),
      SummaryLine("end on the tonic", { $0.endsOnTonic }),
      SummaryLine("mode fits", { $0.modeFits }),
      SummaryLine("AABB", { $0.aabb }), SummaryLine("AABB of eight bars", { $0.aabb8 }),
    ]
      + Measurement.allCases.map { measurement in
        SummaryLine(measurement.label, isShare: measurement.isShare) {
          $0.means[measurement.rawValue]
        }
      } + novelty + [SummaryLine("score", isShare: false) { $0.score }]
  }

  private static var novelty: [SummaryLine] {
    [
      SummaryLine("longest run, bars, mean", isShare: false) { $0.novelty?.meanLongestRun },
      SummaryLine("longest run, bars, most", isShare: false) { $0.novelty?.longestRun },
      SummaryLine("a run over 4 bars") { $0.novelty?.over4Bars },
      SummaryLine("a run over 8 bars") { $0.novelty?.over8Bars },
      SummaryLine("bars seen before") { $0.novelty?.barsSeen },
      SummaryLine("in runs of 8 notes") { $0.novelty?.coverage8 },
      SummaryLine("in runs of 12 notes") { $0.novelty?.coverage12 },
      SummaryLine("in runs of 16 notes") { $0.novelty?.coverage16 },
      SummaryLine("in runs of 24 notes") { $0.novelty?.coverage24 },
    ]
  }
}
