import MusicModel

/// How many notes, chords and rests of an open tuplet are still to come.
struct TupletProgress {
  /// What written lengths are multiplied with, or `nil` outside tuplets.
  private(set) var ratio: NoteDuration?
  private var remaining = 0

  init() {}

  /// - Precondition: `tuplet.isPossible`.
  init(_ tuplet: Tuplet) {
    ratio = tuplet.ratio
    remaining = tuplet.count
  }

  /// Counts one timed item.
  mutating func advance() {
    guard remaining > 0 else { return }
    remaining -= 1
    if remaining == 0 { ratio = nil }
  }
}

extension Tuplet {
  /// Whether all terms are positive and small enough for exact arithmetic.
  var isPossible: Bool {
    [actual, normal, count].allSatisfy { (1...9999).contains($0) }
  }
}
