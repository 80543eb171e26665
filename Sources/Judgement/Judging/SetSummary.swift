/// The figures of a set of tunes, as means over the tunes; shares are 0...1.
public struct SetSummary: Encodable, Sendable {
  public var tunes = 0

  /// Tunes without a fault of measures, repeats or endings.
  public var valid = 0.0

  /// Inner measures that are exactly full, of all of them together.
  public var exactMeasures = 0.0

  /// Tunes whose repeats do not balance.
  public var unbalanced = 0.0

  public var endsOnTonic = 0.0
  public var modeFits = 0.0

  /// Tunes of two sections of the same length, each played twice.
  public var aabb = 0.0

  /// Those of them with eight measures each.
  public var aabb8 = 0.0

  /// The mean of each ``Measurement``, by name.
  public var means: [String: Double] = [:]

  /// Of each ``Measurement``, by name, what 2.5, 25, 50, 75 and 97.5 of 100 tunes do not exceed.
  public var spread: [String: [Double]] = [:]

  /// `nil` without a corpus.
  public var novelty: NoveltySummary?

  /// The mean score; `nil` without a corpus.
  public var score: Double?

  public struct NoveltySummary: Encodable, Sendable {
    /// Of the longest shared runs, in bars.
    public var meanLongestRun: Double
    public var longestRun: Double

    /// Tunes with a shared run of more than four bars, and of more than eight.
    public var over4Bars: Double
    public var over8Bars: Double
    public var barsSeen: Double
    public var coverage8: Double
    public var coverage12: Double
    public var coverage16: Double
    public var coverage24: Double
  }
}

extension SetSummary {
  /// Sums up tunes.
  public init(_ reports: [TuneReport]) {
    tunes = reports.count
    guard tunes > 0 else { return }
    func share(_ holds: (TuneReport) -> Bool) -> Double {
      Double(reports.count(where: holds)) / Double(reports.count)
    }
    valid = share { $0.validity.isValid }
    let inner = reports.reduce(0) { $0 + $1.validity.innerMeasures }
    let exact = reports.reduce(0) { $0 + $1.validity.exactMeasures }
    exactMeasures = inner == 0 ? 1 : Double(exact) / Double(inner)
    unbalanced = share { $0.validity.unbalancedRepeats > 0 }
    endsOnTonic = share { $0.cadence.endsOnTonic }
    modeFits = share { $0.scale.modeFits }
    aabb = share { $0.form.isAABB }
    aabb8 = share { $0.form.isAABB && $0.form.sections[0].measures == 8 }
    for measurement in Measurement.allCases {
      let values = reports.map { measurement.value(of: $0) }.sorted()
      means[measurement.rawValue] = values.reduce(0, +) / Double(values.count)
      spread[measurement.rawValue] = [0.025, 0.25, 0.5, 0.75, 0.975].map { share in
        values[min(values.count - 1, Int(share * Double(values.count)))]
      }
    }
    novelty = Self.novelty(reports.compactMap(\.novelty))
    let scores = reports.compactMap(\.verdict?.score)
    score = scores.isEmpty ? nil : scores.reduce(0, +) / Double(scores.count)
  }

  private static func novelty(_ all: [Novelty]) -> NoveltySummary? {
    guard !all.isEmpty else { return nil }
    func mean(_ value: (Novelty) -> Double) -> Double {
      all.reduce(0) { $0 + value($1) } / Double(all.count)
    }
    return NoveltySummary(
      meanLongestRun: mean(\.longestBars), longestRun: all.map(\.longestBars).max() ?? 0,
      over4Bars: mean { $0.longestBars > 4 ? 1 : 0 },
      over8Bars: mean { $0.longestBars > 8 ? 1 : 0 },
      barsSeen: mean(\.barsSeen), coverage8: mean(\.coverage8), coverage12: mean(\.coverage12),
      coverage16: mean(\.coverage16), coverage24: mean(\.coverage24))
  }
}
