import Foundation

/// How far some counted work is, how fast it goes, and how long it will take.
struct Progress {
  private let total: Int
  private let unit: String
  private let start = ContinuousClock.now

  init(total: Int, unit: String) {
    self.total = total
    self.unit = unit
  }

  /// The state after some of the work: `120 of 1000 tunes, 85 a second, 0:10 left`.
  func text(_ done: Int) -> String {
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let rate = Double(done) / max(seconds, 1e-9)
    let left = Int(Double(total - done) / max(rate, 1e-9))
    return "\(done) of \(total) \(unit), \(String(format: "%.0f", rate)) a second, "
      + String(format: "%d:%02d left", left / 60, left % 60)
  }
}
