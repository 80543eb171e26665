internal import MusicModel

/// Findings of one file, with a bound on how many of a kind are told one by one.
struct FindingLog {
  /// How many of a kind are told; the others are counted.
  static let limit = 8

  let file: String
  private var told: [Diagnostic] = []
  private var counts: [Finding: Int] = [:]

  init(file: String) {
    self.file = file
  }

  /// Notes a finding at a byte offset.
  mutating func note(_ finding: Finding, at offset: Int, _ message: @autoclosure () -> String) {
    counts[finding, default: 0] += 1
    guard counts[finding, default: 0] <= FindingLog.limit else { return }
    told.append(
      Diagnostic(
        finding.severity, finding.rawValue, message(), at: .bytes(file: file, offset: offset)))
  }

  /// Whether nothing was found.
  var isEmpty: Bool { told.isEmpty }

  /// The findings in the order they were met, then one line for each kind that was cut short.
  var diagnostics: [Diagnostic] {
    told
      + Finding.allCases.compactMap { finding in
        let more = counts[finding, default: 0] - FindingLog.limit
        guard more > 0 else { return nil }
        return Diagnostic(
          finding.severity, finding.rawValue,
          "\(more) more of this kind (\(finding.rawValue)) are not listed",
          at: .bytes(file: file, offset: 0))
      }
  }
}
