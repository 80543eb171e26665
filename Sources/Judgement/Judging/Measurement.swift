/// A figure of a tune that can be compared with those of a corpus.
public enum Measurement: String, CaseIterable, Codable, Sendable {
  case range, inKey, accidentals, restfulSections, partSimilarity, repeatedBars, repeatedRhythms
  case notesPerBar, averageInterval, leaps, entropy1, entropy4, grooving

  /// The words for a reader, with the unit.
  public var label: String {
    switch self {
    case .range: "range, semitones"
    case .inKey: "time in key"
    case .accidentals: "notes out of key"
    case .restfulSections: "sections to tonic or fifth"
    case .partSimilarity: "similarity of parts"
    case .repeatedBars: "bars that come again"
    case .repeatedRhythms: "rhythms that come again"
    case .notesPerBar: "notes a bar"
    case .averageInterval: "interval, semitones"
    case .leaps: "leaps over a fifth"
    case .entropy1: "entropy of a bar, bits"
    case .entropy4: "entropy of four bars, bits"
    case .grooving: "grooving similarity"
    }
  }

  /// Whether the figure is a share of one, told in percent.
  public var isShare: Bool {
    switch self {
    case .range, .notesPerBar, .averageInterval, .entropy1, .entropy4: false
    default: true
    }
  }

  /// The figure of a tune.
  public func value(of report: TuneReport) -> Double {
    switch self {
    case .range: Double(report.scale.semitones)
    case .inKey: report.scale.inKey
    case .accidentals: report.scale.accidentals
    case .restfulSections: report.cadence.restfulSections
    case .partSimilarity: report.form.partSimilarity
    case .repeatedBars: report.form.repeatedBars
    case .repeatedRhythms: report.form.repeatedRhythms
    case .notesPerBar: report.texture.notesPerBar
    case .averageInterval: report.texture.averageInterval
    case .leaps: report.texture.leaps
    case .entropy1: report.texture.entropy1
    case .entropy4: report.texture.entropy4
    case .grooving: report.texture.grooving
    }
  }
}
