import Foundation
import Pictures

/// The figures of a set of tunes beside those of a corpus, as one page to look at.
public struct JudgementPage {
  let judgement: SetJudgement

  static let tunes = "#d1495b"
  static let corpus = "#9aa5b1"
  static let heldOut = "#1f6f8b"
  static let ground = "#eef1f4"

  public init(_ judgement: SetJudgement) {
    self.judgement = judgement
  }

  /// The page, 1000 wide.
  public var svg: String {
    let rows = judgement.tunes.count
    let listed = min(rows, 24)
    var page = SVGDocument(width: 1000, height: 760 + 18 * Double(listed))
    drawHead(&page)
    drawShares(&page, x: 40, y: 100)
    drawSpreads(&page, x: 520, y: 100)
    drawOverlaps(&page, x: 40, y: 452)
    drawRuns(&page, x: 540, y: 452)
    drawTunes(&page, y: 710, count: listed)
    return page.text
  }

  private func drawHead(_ page: inout SVGDocument) {
    let count = judgement.summary.tunes
    page.label(
      count == 1 ? judgement.tunes[0].title ?? "One tune" : "\(count) tunes", x: 40, y: 44,
      size: 24,
      isBold: true)
    var x = 40.0
    let legend = [
      (Self.tunes, count == 1 ? "this tune" : "these tunes", judgement.summary as SetSummary?),
      (Self.corpus, "corpus", judgement.corpus), (Self.heldOut, "held out", judgement.heldOut),
    ]
    for (color, name, summary) in legend {
      guard let summary else { continue }
      page.circle(x: x + 5, y: 66, radius: 5, fill: color)
      let text = "\(name) (\(summary.tunes))"
      page.label(text, x: x + 16, y: 70)
      x += 40 + 7 * Double(text.count)
    }
    if let score = judgement.summary.score {
      page.label("score", x: 892, y: 44, size: 14, anchor: .end, fill: "#777777")
      page.label(Self.number(score), x: 960, y: 44, size: 24, anchor: .end, isBold: true)
      if let human = judgement.heldOut?.score {
        page.label(
          "held out \(Self.number(human))", x: 960, y: 70, anchor: .end, fill: Self.heldOut)
      }
    }
  }

  static func number(_ value: Double) -> String {
    value >= 100 || value == value.rounded()
      ? String(format: "%.0f", value) : String(format: "%.\(value >= 10 ? 1 : 2)f", value)
  }

  /// A title above a panel, with a word of what it shows.
  func drawTitle(_ page: inout SVGDocument, _ title: String, _ note: String, x: Double, y: Double) {
    page.label(title, x: x, y: y, size: 15, isBold: true)
    page.label(note, x: x + 420, y: y, size: 11, anchor: .end, fill: "#777777")
  }

  /// The sets that there are, drawn from the back to the front.
  var sets: [(summary: SetSummary, color: String)] {
    [(judgement.corpus, Self.corpus), (judgement.heldOut, Self.heldOut)].compactMap { set, color in
      set.map { ($0, color) }
    } + [(judgement.summary, Self.tunes)]
  }
}
