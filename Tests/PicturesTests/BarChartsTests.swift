import Pictures
import Testing

@Suite struct BarChartsTests {
  @Test func `bars are as long as their values, with their names and labels`() {
    let charts = BarCharts(
      title: "4 tunes",
      charts: [
        BarCharts.Chart(
          title: "meters", bars: [("6/8", 3), ("3/4 & more", 1)], label: { "\(Int($0)) tunes" })
      ])
    let svg = charts.svg
    #expect(svg.contains("4 tunes"))
    #expect(svg.contains("3/4 &amp; more: 1 tunes"))
    #expect(svg.contains("width=\"154\""))
    #expect(svg.contains("width=\"51.33\""))
  }

  @Test func `no bars and no charts are drawn as nothing`() {
    #expect(BarCharts(title: "none", charts: []).svg.contains("none"))
    #expect(
      BarCharts(title: "x", charts: [BarCharts.Chart(title: "y", bars: [])]).svg.contains("y"))
  }
}
