/// How well a tune stands beside a corpus, with reasons.
///
/// A tune starts with 100 points. Taken away are 50 where measures, repeats or endings are wrong, 10
/// for each bar by which the longest copied run is longer than four (up to 40), 15 where it does not
/// end on the tonic, 5 where another mode suits it better, and for each ``Measurement`` up to 2 by how
/// far it is from the middle of the corpus, 6 more where 95 of 100 tunes of the corpus are nearer.
/// The order of the faults is that of the judges of the AI Music Generation Challenge: plagiarism,
/// meter, range, mode, then structure and melody.
public struct Verdict: Codable, Hashable, Sendable {
  /// 0...100.
  public var score: Double

  /// What took points away, the dearest first.
  public var reasons: [String]
}

extension Verdict {
  init(_ report: TuneReport, beside reference: MeasurementRanges) {
    var faults: [(points: Double, reason: String)] = []
    if !report.validity.isValid {
      faults.append((50, "measures, repeats or endings are wrong"))
    }
    if let run = report.novelty?.longestRun, run.bars > 4 {
      let bars = Self.text(run.bars)
      faults.append((min(40, 10 * (run.bars - 4)), "\(bars) bars as in \(run.title)"))
    }
    if !report.cadence.endsOnTonic { faults.append((15, "does not end on the tonic")) }
    if !report.scale.modeFits {
      faults.append((5, "sounds \(report.scale.bestMode ?? "?") rather than \(report.key)"))
    }
    var distance = 0.0
    for measurement in Measurement.allCases {
      let value = measurement.value(of: report)
      let rank = reference.rank(of: value, measurement)
      distance += 2 * abs(2 * rank - 1)
      guard let usual = reference.usual(measurement), !usual.contains(value) else { continue }
      let side = value < usual.lowerBound ? "low" : "high"
      let bound = value < usual.lowerBound ? usual.lowerBound : usual.upperBound
      faults.append(
        (
          6,
          "\(side) \(measurement.label): \(Self.text(value)), the corpus has \(Self.text(bound))"
        ))
    }
    let lost = faults.reduce(distance) { $0 + $1.points }
    score = max(0, 100 - lost)
    reasons = faults.enumerated().sorted {
      ($1.element.points, $0.offset) < ($0.element.points, $1.offset)
    }
    .map(\.element.reason)
  }

  private static func text(_ value: Double) -> String {
    let hundredths = (value * 100).rounded() / 100
    return hundredths == hundredths.rounded() ? String(Int(hundredths)) : String(hundredths)
  }
}

/// How the figures of a corpus are spread.
public struct MeasurementRanges: Sendable {
  private let sorted: [Measurement: [Double]]

  init(_ reports: [TuneReport]) {
    sorted = Dictionary(
      uniqueKeysWithValues: Measurement.allCases.map { measurement in
        (measurement, reports.map { measurement.value(of: $0) }.sorted())
      })
  }

  /// The part of the corpus that is below a value, those equal to it counted half, 0...1; 1/2
  /// without a corpus.
  func rank(of value: Double, _ measurement: Measurement) -> Double {
    guard let values = sorted[measurement], !values.isEmpty else { return 0.5 }
    let below = values.count { $0 < value }
    let equal = values.count { $0 == value }
    return (Double(below) + Double(equal) / 2) / Double(values.count)
  }

  /// The range of the middle 95 of 100 tunes; `nil` for fewer than 40 tunes.
  public func usual(_ measurement: Measurement) -> ClosedRange<Double>? {
    guard let values = sorted[measurement], values.count >= 40 else { return nil }
    let tail = values.count / 40
    return values[tail]...values[values.count - 1 - tail]
  }
}
