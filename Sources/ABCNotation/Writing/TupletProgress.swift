import MusicModel

/// How much of a tuplet is still to come.
struct TupletProgress {
  private var remaining = 0
  private(set) var ratio = NoteDuration.whole

  init() {}

  init(_ tuplet: Tuplet) {
    remaining = tuplet.count
    ratio = tuplet.ratio
  }

  var isActive: Bool { remaining > 0 }

  mutating func advance() {
    guard remaining > 0 else { return }
    remaining -= 1
    if remaining == 0 { ratio = .whole }
  }
}
