import Foundation
import Pictures

extension JudgementPage {
  /// A bar for each feature of mgeval, with a mark where held-out tunes come to.
  func drawOverlaps(_ page: inout SVGDocument, x: Double, y: Double) {
    guard !judgement.overlap.isEmpty else { return }
    drawTitle(&page, "Overlap with the corpus", "mark: what held-out tunes reach", x: x, y: y)
    var y = y + 26
    for overlap in judgement.overlap {
      page.label(Self.words(overlap.feature), x: x + 150, y: y + 4, anchor: .end)
      page.rectangle(x: x + 160, y: y - 6, width: 220, height: 12, fill: Self.ground)
      if let area = overlap.corpus {
        page.rectangle(
          x: x + 160, y: y - 6, width: 220 * min(1, area), height: 12, fill: Self.tunes)
        page.label(String(format: "%.2f", area), x: x + 430, y: y + 4, anchor: .end)
      }
      if let human = overlap.human {
        let mark = x + 160 + 220 * min(1, human)
        page.line(from: (mark, y - 9), to: (mark, y + 9), stroke: Self.heldOut, width: 3)
      }
      y += 23
    }
  }

  private static func words(_ kind: MelodyFeatures.Kind) -> String {
    switch kind {
    case .pitchCount: "pitches used"
    case .pitchRange: "range"
    case .averageInterval: "intervals"
    case .averageOnsetTime: "time between onsets"
    case .noteCount: "notes"
    case .pitchClassHistogram: "pitch classes"
    case .pitchClassTransitions: "steps of pitch class"
    case .noteLengthHistogram: "note lengths"
    case .noteLengthTransitions: "steps of length"
    }
  }

  /// How many tunes have which longest shared run.
  func drawRuns(_ page: inout SVGDocument, x: Double, y: Double) {
    let runs = judgement.tunes.compactMap { $0.novelty?.longestBars }
    guard !runs.isEmpty else { return }
    drawTitle(&page, "Longest run found in the corpus", "tunes by bars", x: x, y: y)
    let cells = 33
    var counts = [Int](repeating: 0, count: cells)
    for run in runs { counts[min(cells - 1, Int(run * 2))] += 1 }
    let most = max(counts.max() ?? 1, 1)
    let base = y + 196
    for (cell, count) in counts.enumerated() {
      let height = 150 * Double(count) / Double(most)
      page.rectangle(
        x: x + 12.5 * Double(cell), y: base - height, width: 11, height: height,
        fill: cell >= 8 ? Self.tunes : Self.corpus,
        tooltip: "\(count) tunes: \(Double(cell) / 2) bars or more")
      if count > 0, count == most {
        page.label(
          "\(count)", x: x + 12.5 * Double(cell) + 6, y: base - height - 5, size: 11,
          anchor: .middle)
      }
    }
    page.line(from: (x, base), to: (x + 420, base), stroke: "#777777")
    for bars in stride(from: 0, through: 16, by: 2) {
      page.label(
        bars == 16 ? "16+" : "\(bars)", x: x + 25 * Double(bars) + 5, y: base + 16, size: 11,
        anchor: .middle)
    }
  }

  /// The best tunes, with what they were marked down for.
  func drawTunes(_ page: inout SVGDocument, y: Double, count: Int) {
    let ranked = judgement.tunes.enumerated().sorted {
      ($1.element.verdict?.score ?? 0, $0.offset) < ($0.element.verdict?.score ?? 0, $1.offset)
    }.map(\.element)
    page.label(
      judgement.summary.score == nil || ranked.count == 1 ? "Tunes" : "The best tunes", x: 40, y: y,
      size: 15, isBold: true)
    for (place, report) in ranked.prefix(count).enumerated() {
      let y = y + 22 + 18 * Double(place)
      if let score = report.verdict?.score {
        page.label(Self.number(score.rounded()), x: 66, y: y, anchor: .end, isBold: true)
      }
      page.label(String((report.title ?? report.file).prefix(34)), x: 78, y: y)
      page.label("\(report.meter) \(report.key) \(report.form.letters.prefix(8))", x: 310, y: y)
      let run = report.novelty?.longestRun.map {
        String(format: "%.1f bars as in ", $0.bars) + String($0.title.prefix(22))
      }
      page.label(run ?? "", x: 440, y: y, fill: "#777777")
      let reasons = report.verdict?.reasons ?? (report.validity.isValid ? [] : ["meter not kept"])
      page.label(
        String(reasons.prefix(2).joined(separator: "; ").prefix(54)), x: 690, y: y, size: 10)
    }
  }
}
