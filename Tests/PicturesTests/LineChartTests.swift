import Pictures
import Testing

@Suite struct LineChartTests {
  private func chart(_ points: [(x: Double, y: Double)]) -> String {
    LineChart(
      title: "a < b", xLabel: "step", yLabel: "loss", series: [LineChart.Series("valid", points)]
    ).svg
  }

  @Test func `points that are not finite are left out`() {
    let svg = chart([(0, 4), (1, .nan), (2, .infinity), (3, 2)])
    let polyline = svg.split(separator: "\n").first { $0.hasPrefix("<polyline") }
    #expect(polyline?.contains("points=\"60,60 780,430\"") == true)
  }

  @Test func `losses beyond all bounds are drawn`() {
    #expect(chart([(1, 1e30), (2, -1e300), (3, 4)]).contains("e+299</text>"))
  }

  @Test func `text is escaped`() {
    #expect(chart([]).contains(">a &lt; b</text>"))
  }

  @Test func `one point shows as a dot`() {
    #expect(chart([(1, 2)]).contains("<circle"))
  }
}
