import ABCNotation
import MusicModel
import TestSupport

@testable import Judgement

/// Music for tests, in ABC.
enum TestTunes {
  static func tune(_ abc: String) -> Tune {
    let text = abc.hasPrefix("X:") ? abc : "X:1\nT:test\nM:4/4\nL:1/8\nK:C\n" + abc + "\n"
    guard let tune = ABCReader().read(Array(text.utf8), file: "test.abc").tunes.first else {
      preconditionFailure("no tune: \(text)")
    }
    return tune
  }

  static func melody(_ abc: String) -> Melody {
    guard let melody = try? Melody(tune(abc)) else { preconditionFailure("too long: \(abc)") }
    return melody
  }

  static func report(_ abc: String, index: NoveltyIndex? = nil) -> TuneReport {
    guard let report = try? TuneReport(tune(abc), index: index) else {
      preconditionFailure("too long: \(abc)")
    }
    return report
  }

  /// A tune of random notes on the C major scale, with two repeated parts of some measures.
  static func random(_ title: String, measures: Int = 8, seed: UInt64) -> Tune {
    var generator = SeededGenerator(seed: seed)
    let letters = ["C", "D", "E", "F", "G", "A", "B", "c", "d", "e"]
    let parts = (0..<2).map { _ in
      (0..<measures).map { _ in
        (0..<8).map { _ in letters.randomElement(using: &generator) ?? "C" }.joined()
      }.joined(separator: " | ")
    }
    return tune(
      "X:1\nT:\(title)\nM:4/4\nL:1/8\nK:C\n|: \(parts[0]) :|\n|: \(parts[1]) :|\n")
  }
}
