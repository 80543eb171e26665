import Glibc

/// Several charts side by side over common axes, the vertical one in powers of ten.
public struct PanelChart {
  /// One chart, with bars of parts below it.
  public struct Panel {
    public var title: String
    public var curves: [LineChart.Series]

    /// Labelled parts of one, each with a remark.
    public var bars: [(label: String, value: Double, remark: String)]

    public init(
      _ title: String, curves: [LineChart.Series],
      bars: [(label: String, value: Double, remark: String)] = []
    ) {
      (self.title, self.curves, self.bars) = (title, curves, bars)
    }
  }

  public var title: String
  public var xLabel: String
  public var yLabel: String
  public var panels: [Panel]

  public init(title: String, xLabel: String, yLabel: String, panels: [Panel]) {
    (self.title, self.xLabel, self.yLabel, self.panels) = (title, xLabel, yLabel, panels)
  }

  private static let colors = ["#1f6f8b", "#d1495b", "#66a182", "#edae49", "#5f4b8b", "#8d6a4f"]
  private static let (panelWidth, plotWidth, left) = (250.0, 220.0, 70.0)
  private static let (top, bottom) = (80.0, 330.0)

  /// The charts as SVG, 250 wide each; points that are not above zero lie on the lower edge.
  public var svg: String {
    let rows = panels.map(\.bars.count).max() ?? 0
    let height = Self.bottom + 60 + (rows > 0 ? 30 + 20 * Double(rows) : 0)
    let width = Self.left + Self.panelWidth * Double(max(panels.count, 1)) + 10
    var document = SVGDocument(width: width, height: height)
    document.label(title, x: width / 2, y: 26, size: 16, anchor: .middle, isBold: true)
    document.label(yLabel, x: 12, y: 50)
    document.label(xLabel, x: width / 2, y: Self.bottom + 40, anchor: .middle)
    for (index, panel) in panels.enumerated() {
      draw(panel, at: Self.left + Double(index) * Self.panelWidth, isFirst: index == 0, &document)
    }
    return document.text
  }

  private func draw(
    _ panel: Panel, at x: Double, isFirst: Bool, _ document: inout SVGDocument
  ) {
    let (powers, longest) = (
      decades, panels.flatMap(\.curves).flatMap(\.points).map(\.x).max() ?? 1
    )
    document.label(panel.title, x: x + Self.plotWidth / 2, y: 70, anchor: .middle, isBold: true)
    let step = max(1, (powers.count + 7) / 8)
    for power in stride(from: powers.lowerBound, through: powers.upperBound, by: step) {
      let y = position(of: Double(power))
      document.line(from: (x, y), to: (x + Self.plotWidth, y), stroke: "#e3e3e3")
      if isFirst { document.label("1e\(power)", x: x - 8, y: y + 4, size: 11, anchor: .end) }
    }
    for part in [0, 0.5, 1] {
      let place = x + part * Self.plotWidth
      document.line(from: (place, Self.top), to: (place, Self.bottom), stroke: "#f0f0f0")
      document.label(
        "\(Int((part * longest).rounded()))", x: place, y: Self.bottom + 18, size: 11,
        anchor: .middle)
    }
    for (index, curve) in panel.curves.enumerated() {
      let color = Self.colors[index % Self.colors.count]
      document.polyline(
        curve.points.filter { $0.x.isFinite && !$0.y.isNaN }.map {
          (x + $0.x / max(longest, 1) * Self.plotWidth, position(of: Self.power(of: $0.y)))
        }, stroke: color)
      guard panel.curves.count > 1 else { continue }
      let y = Self.top + 14 + 16 * Double(index)
      document.rectangle(x: x + 136, y: y - 6, width: 12, height: 4, fill: color)
      document.label(curve.name, x: x + 154, y: y, size: 11)
    }
    for (index, bar) in panel.bars.enumerated() {
      let y = Self.bottom + 74 + 20 * Double(index)
      document.label(bar.label, x: x, y: y, size: 11)
      document.rectangle(x: x + 62, y: y - 9, width: 40, height: 10, fill: "#eeeeee")
      let part = min(max(bar.value, 0), 1)
      document.rectangle(x: x + 62, y: y - 9, width: 40 * part, height: 10, fill: "#1f6f8b")
      document.label(bar.remark, x: x + 108, y: y, size: 9)
    }
  }

  /// The powers of ten between which all points lie, sixteen at most.
  private var decades: ClosedRange<Int> {
    let values = panels.flatMap(\.curves).flatMap(\.points).map(\.y).filter {
      $0 > 0 && $0.isFinite
    }
    let high = Int((values.map(Self.power).max() ?? 0).rounded(.up))
    let low = Int((values.map(Self.power).min() ?? -1).rounded(.down))
    return max(low, high - 16)...max(high, low + 1)
  }

  private static func power(of value: Double) -> Double {
    value > 0 ? log10(value) : -1000
  }

  private func position(of power: Double) -> Double {
    let powers = decades
    let (low, high) = (Double(powers.lowerBound), Double(powers.upperBound))
    let part = (min(max(power, low), high) - low) / (high - low)
    return Self.bottom - part * (Self.bottom - Self.top)
  }
}
