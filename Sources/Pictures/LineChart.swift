/// Curves over common axes, such as losses over training steps.
public struct LineChart {
  /// One curve.
  public struct Series {
    public var name: String
    public var points: [(x: Double, y: Double)]

    public init(_ name: String, _ points: [(x: Double, y: Double)]) {
      self.name = name
      self.points = points
    }
  }

  public var title: String
  public var xLabel: String
  public var yLabel: String
  public var series: [Series]

  public init(title: String, xLabel: String, yLabel: String, series: [Series]) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.series = series
  }

  private static let colors = [
    "#1f6f8b", "#d1495b", "#66a182", "#edae49", "#5f4b8b", "#8d6a4f",
  ]

  /// The chart as SVG, 800 by 480; points that are not finite are left out.
  public var svg: String {
    var document = SVGDocument(width: 800, height: 480)
    document.label(title, x: 400, y: 26, size: 16, anchor: .middle, isBold: true)
    document.label(xLabel, x: 420, y: 472, anchor: .middle)
    document.label(yLabel, x: 12, y: 46)
    let drawn = series.map { Series($0.name, $0.points.filter { $0.x.isFinite && $0.y.isFinite }) }
    let points = drawn.flatMap(\.points)
    let plot = Plot(
      x: Axis(points.map(\.x), from: 60, to: 780), y: Axis(points.map(\.y), from: 430, to: 60))
    drawGrid(plot, in: &document)
    for (index, curve) in drawn.enumerated() {
      let color = Self.colors[index % Self.colors.count]
      let line = curve.points.map { (x: plot.x.position(of: $0.x), y: plot.y.position(of: $0.y)) }
      document.polyline(line, stroke: color)
      if line.count == 1 { document.circle(x: line[0].x, y: line[0].y, radius: 3, fill: color) }
      document.rectangle(
        x: 620, y: 64 + 18 * Double(index), width: 12, height: 4, fill: color)
      document.label(curve.name, x: 638, y: 70 + 18 * Double(index))
    }
    return document.text
  }

  private func drawGrid(_ plot: Plot, in document: inout SVGDocument) {
    for tick in plot.y.ticks {
      let y = plot.y.position(of: tick)
      document.line(from: (60, y), to: (780, y), stroke: "#e3e3e3")
      document.label(plot.y.text(of: tick), x: 54, y: y + 4, size: 11, anchor: .end)
    }
    for tick in plot.x.ticks {
      let x = plot.x.position(of: tick)
      document.line(from: (x, 60), to: (x, 430), stroke: "#f0f0f0")
      document.label(plot.x.text(of: tick), x: x, y: 448, size: 11, anchor: .middle)
    }
  }
}

private struct Plot {
  var x: Axis
  var y: Axis
}

/// A linear scale with ticks at round numbers.
private struct Axis {
  private let low: Double
  private let high: Double
  private let step: Double
  private let start: Double
  private let end: Double

  /// Creates the scale that spans some values and maps them to positions from `start` to `end`.
  init(_ values: [Double], from start: Double, to end: Double) {
    let (smallest, largest) = (values.min() ?? 0, values.max() ?? 1)
    let range = largest > smallest ? largest - smallest : max(abs(largest), 1)
    step = Axis.roundStep(range / 6)
    low = (smallest / step).rounded(.down) * step
    high = max((largest / step).rounded(.up) * step, low + step)
    (self.start, self.end) = (start, end)
  }

  /// The number of 1, 2 or 5 times a power of ten that is nearest above.
  private static func roundStep(_ step: Double) -> Double {
    var power = 1.0
    while power * 10 <= step { power *= 10 }
    while power > step { power /= 10 }
    for factor in [1.0, 2, 5] where power * factor >= step { return power * factor }
    return power * 10
  }

  var ticks: [Double] {
    (0...Int(((high - low) / step).rounded())).map { low + Double($0) * step }
  }

  func position(of value: Double) -> Double {
    start + (value - low) / (high - low) * (end - start)
  }

  func text(of tick: Double) -> String {
    guard abs(tick) < 1e15 else { return String(tick) }
    if step >= 1 { return String(Int(tick.rounded())) }
    let thousands = (tick * 1000).rounded() / 1000
    return String(thousands)
  }
}
