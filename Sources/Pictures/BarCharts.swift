/// Several bar charts on one page: how often each value of some quantity occurs.
public struct BarCharts {
  /// One chart.
  public struct Chart {
    public var title: String

    /// The bars in the order drawn, from the top.
    public var bars: [(name: String, value: Double)]

    /// What stands after each bar.
    public var label: (Double) -> String

    public init(
      title: String, bars: [(name: String, value: Double)],
      label: @escaping (Double) -> String = { String(Int($0)) }
    ) {
      self.title = title
      self.bars = bars
      self.label = label
    }
  }

  public var title: String
  public var charts: [Chart]

  public init(title: String, charts: [Chart]) {
    self.title = title
    self.charts = charts
  }

  private static let columns = 3
  private static let columnWidth = 340.0
  private static let barHeight = 16.0
  private static let nameWidth = 110.0
  private static let valueWidth = 56.0

  /// The page as SVG, three charts in a row.
  public var svg: String {
    let rows = stride(from: 0, to: charts.count, by: Self.columns).map {
      charts[$0..<min($0 + Self.columns, charts.count)]
    }
    let heights = rows.map { row in
      56 + Self.barHeight * Double(row.map(\.bars.count).max() ?? 0)
    }
    var document = SVGDocument(
      width: Self.columnWidth * Double(Self.columns) + 20, height: 48 + heights.reduce(0, +))
    document.label(title, x: 20, y: 30, size: 18, isBold: true)
    var top = 48.0
    for (row, height) in zip(rows, heights) {
      for (column, chart) in row.enumerated() {
        draw(chart, x: 20 + Self.columnWidth * Double(column), y: top, in: &document)
      }
      top += height
    }
    return document.text
  }

  private func draw(_ chart: Chart, x: Double, y: Double, in document: inout SVGDocument) {
    document.label(chart.title, x: x, y: y + 20, size: 14, isBold: true)
    let most = max(chart.bars.map(\.value).max() ?? 0, 1e-9)
    let width = Self.columnWidth - Self.nameWidth - Self.valueWidth - 20
    for (index, bar) in chart.bars.enumerated() {
      let middle = y + 40 + Self.barHeight * Double(index)
      let start = x + Self.nameWidth
      let length = max(1, width * max(0, bar.value) / most)
      document.label(
        String(bar.name.prefix(16)), x: start - 6, y: middle + 4, size: 11, anchor: .end)
      document.rectangle(
        x: start, y: middle - 6, width: length, height: Self.barHeight - 4, fill: "#1f6f8b",
        cornerRadius: 2, tooltip: "\(bar.name): \(chart.label(bar.value))")
      document.label(chart.label(bar.value), x: start + length + 5, y: middle + 4, size: 11)
    }
  }
}
