import Pictures

/// The course of a run as a table and as curves.
public struct TrainingLog: Hashable, Codable, Sendable {
  /// One line per epoch.
  public var records: [EpochRecord] = []

  public init() {}
}

extension TrainingLog {
  /// The table as comma-separated values, losses in the unit of the run.
  public var csv: String {
    let header = "epoch,step,seconds,train,valid,valid_frame,learning_rate,tokens_per_second\n"
    return header
      + records.map { record in
        [
          String(record.epoch), String(record.step), record.seconds.fixed(1),
          record.trainingLoss.fixed(5), record.validationLoss?.fixed(5) ?? "",
          record.validationFrameLoss?.fixed(5) ?? "", record.learningRate.fixed(7),
          record.tokensPerSecond.fixed(0),
        ].joined(separator: ",") + "\n"
      }.joined()
  }

  /// The loss curves over epochs as SVG.
  ///
  /// - Parameters:
  ///   - title: Stands above the curves.
  ///   - unit: What the losses are in.
  public func svg(title: String, unit: String = "nats/token") -> String {
    let training = records.map { (x: Double($0.epoch), y: $0.trainingLoss) }
    let validation = records.compactMap { record in
      record.validationLoss.map { (x: Double(record.epoch), y: $0) }
    }
    var series = [LineChart.Series("while learning", training)]
    if !validation.isEmpty { series.append(LineChart.Series("held-out tunes", validation)) }
    return LineChart(
      title: title, xLabel: "epoch", yLabel: unit, series: series
    ).svg
  }
}

extension Double {
  /// The number with so many decimals, rounded half away from zero; `nan`, `inf` as they are.
  func fixed(_ decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
    let scaled = (abs(self) * scale).rounded()
    guard scaled < 1e15 else { return String(self) }
    var digits = String(Int(scaled))
    let missing = decimals + 1 - digits.count
    if missing > 0 { digits = String(repeating: "0", count: missing) + digits }
    let sign = self < 0 && scaled > 0 ? "-" : ""
    return decimals == 0
      ? sign + digits : sign + digits.dropLast(decimals) + "." + digits.suffix(decimals)
  }
}
