import Testing

@testable import Pictures

@Suite struct PanelChartTests {
  private let chart = PanelChart(
    title: "Reach", xLabel: "lag", yLabel: "norm",
    panels: [
      PanelChart.Panel(
        "RNN", curves: [LineChart.Series("layer 1", [(0, 1), (50, 1e-3), (100, 0)])]),
      PanelChart.Panel(
        "LSTM", curves: [LineChart.Series("layer 1", [(0, 1), (100, 0.1)])],
        bars: [("forget", 0.75, "0.75, open 10 %")]),
    ])

  @Test func `panels share their axes`() {
    let svg = chart.svg
    #expect(svg.hasPrefix("<svg"))
    #expect(svg.split(separator: "<polyline").count == 3)
    // One decade is a third of the height of 250; nothing lies below the smallest one above zero.
    #expect(svg.contains("points=\"70,80 180,330 290,330\""))
    #expect(svg.contains("points=\"320,80 540,163.33\""))
    for text in [">1e0<", ">1e-3<", ">forget<", ">0.75, open 10 %<", ">100<"] {
      #expect(svg.contains(text), "\(text)")
    }
  }

  @Test func `nothing to draw gives an empty chart`() {
    #expect(
      PanelChart(title: "", xLabel: "", yLabel: "", panels: []).svg.hasSuffix("</svg>\n"))
  }
}
