import Pictures

extension JudgementPage {
  private static var shares: [(label: String, value: (SetSummary) -> Double?)] {
    [
      ("meter and repeats right", { $0.valid }), ("inner measures exact", { $0.exactMeasures }),
      ("end on the tonic", { $0.endsOnTonic }), ("mode fits", { $0.modeFits }),
      ("AABB", { $0.aabb }),
      ("time in key", { $0.means[Measurement.inKey.rawValue] }),
      ("bars that come again", { $0.means[Measurement.repeatedBars.rawValue] }),
      ("bars seen before", { $0.novelty?.barsSeen }),
      ("notes in runs of 8", { $0.novelty?.coverage8 }),
      ("notes in runs of 12", { $0.novelty?.coverage12 }),
      ("notes in runs of 16", { $0.novelty?.coverage16 }),
      ("notes in runs of 24", { $0.novelty?.coverage24 }),
    ]
  }

  /// A dot for each set on a line from 0 to 100 %.
  func drawShares(_ page: inout SVGDocument, x: Double, y: Double) {
    drawTitle(&page, "Shares", "0 to 100 %", x: x, y: y)
    var y = y + 28
    for (label, value) in Self.shares {
      guard sets.contains(where: { value($0.summary) != nil }) else { continue }
      page.label(label, x: x + 150, y: y + 4, anchor: .end)
      page.rectangle(
        x: x + 160, y: y - 4, width: 220, height: 8, fill: Self.ground, cornerRadius: 4)
      for (summary, color) in sets {
        guard let share = value(summary) else { continue }
        page.circle(x: x + 164 + 212 * share, y: y, radius: 5, fill: color)
      }
      if let share = value(judgement.summary) {
        page.label(
          Self.number(100 * share) + " %", x: x + 430, y: y + 4, anchor: .end, fill: Self.tunes)
      }
      y += 24
    }
  }

  /// The spread of each figure: a line over the middle 95 of 100 tunes, a box over the middle half.
  func drawSpreads(_ page: inout SVGDocument, x: Double, y: Double) {
    drawTitle(&page, "How tunes differ", "line 95 %, box 50 % of the tunes", x: x, y: y)
    var y = y + 28
    for measurement in Measurement.allCases {
      let spreads = sets.compactMap { set in
        set.summary.spread[measurement.rawValue].map { (numbers: $0, color: set.color) }
      }
      let low = spreads.compactMap(\.numbers.first).min() ?? 0
      let high = max(spreads.compactMap(\.numbers.last).max() ?? 1, low + 1e-9)
      page.label(measurement.label, x: x + 170, y: y + 4, anchor: .end)
      let scale = { (value: Double) in x + 180 + 200 * (value - low) / (high - low) }
      for (place, spread) in spreads.enumerated() {
        let row = y - 5 + 5 * Double(place)
        page.line(
          from: (scale(spread.numbers[0]), row), to: (scale(spread.numbers[4]), row),
          stroke: spread.color)
        page.rectangle(
          x: scale(spread.numbers[1]), y: row - 2,
          width: max(2, scale(spread.numbers[3]) - scale(spread.numbers[1])), height: 4,
          fill: spread.color)
      }
      let unit = measurement.isShare ? 100.0 : 1
      page.label(
        Self.number(unit * low) + "–" + Self.number(unit * high)
          + (measurement.isShare ? " %" : ""),
        x: x + 450, y: y + 4, size: 10, anchor: .end, fill: "#777777")
      y += 24
    }
  }
}
