import Foundation
import Pictures
import RecurrentNetwork

/// What `lilt inspect --gradients` says of one network.
struct GradientReport: Encodable {
  let name: String
  let network: NetworkConfiguration
  let trace: NetworkTrace
}

extension GradientReport {
  /// The report as text.
  var text: String {
    let shape = "\(network.cell.rawValue), \(network.layers) x \(network.hiddenSize)"
    return ([name + ": " + shape] + lagLines + gateLines + updateLines).joined(separator: "\n")
  }

  private var lagLines: [String] {
    let norms = trace.gradients.norms
    let last = (norms.first?.count ?? 1) - 1
    let lags = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].filter { $0 < last } + [last]
    let head = norms.indices.map { "    layer \($0 + 1)" }.joined()
    return ["gradient by the state, lag by lag", "   lag" + head]
      + lags.map { lag in
        String(format: "%6d", lag) + norms.map { String(format: "%11.2e", $0[lag]) }.joined()
      }
  }

  private var gateLines: [String] {
    let gates = trace.gradients.gates
    guard gates.contains(where: { !$0.isEmpty }) else { return [] }
    return ["gate            mean  deviation    shut    open"]
      + gates.enumerated().flatMap { layer, gates in
        gates.map { gate in
          let label = "\(layer + 1) \(gate.name)".padding(toLength: 13, withPad: " ", startingAt: 0)
          return label
            + String(
              format: "%7.3f%11.3f%7.1f %%%7.1f %%", gate.mean, gate.deviation, 100 * gate.low,
              100 * gate.high)
        }
      }
  }

  private var updateLines: [String] {
    let width = (trace.updates.map(\.name.count).max() ?? 0) + 2
    return [
      "tensor".padding(toLength: width, withPad: " ", startingAt: 0)
        + "   weights  gradient  update/weights"
    ]
      + trace.updates.map { update in
        update.name.padding(toLength: width, withPad: " ", startingAt: 0)
          + String(
            format: "%10.3g%10.2e%16.2e", update.weightNorm, update.gradientNorm, update.ratio)
      }
  }

  /// All networks side by side.
  static func svg(of reports: [GradientReport]) -> String {
    PanelChart(
      title: "How far back the last loss reaches",
      xLabel: "lag in steps", yLabel: "norm of the loss's gradient by the hidden state",
      panels: reports.map { report in
        PanelChart.Panel(
          report.name,
          curves: report.trace.gradients.norms.enumerated().map { layer, norms in
            LineChart.Series(
              "layer \(layer + 1)", norms.enumerated().map { (Double($0.offset), $0.element) })
          }, bars: report.bars)
      }
    ).svg
  }

  /// The gates of the top layer; a candidate's -1...1 is shown as 0...1.
  private var bars: [(label: String, value: Double, remark: String)] {
    (trace.gradients.gates.last ?? []).map { gate in
      let value = gate.name == "candidate" ? (gate.mean + 1) / 2 : gate.mean
      let remark = String(
        format: "%.2f, %.0f %% open, %.0f %% shut", gate.mean, 100 * gate.high, 100 * gate.low)
      return (gate.name, value, remark)
    }
  }
}
