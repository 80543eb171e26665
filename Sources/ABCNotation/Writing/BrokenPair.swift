import MusicModel

/// A dotted pair, written with `>` or `<` (ABC 2.1, section 4.4).
struct BrokenPair {
  let sign: String

  /// What the written length of either note is multiplied with.
  let firstFactor: NoteDuration
  let secondFactor: NoteDuration

  /// The dotted pair that some symbols start with, if they do and it is shorter to write as one.
  init?(_ items: ArraySlice<MeasureItem>, unit: NoteDuration) {
    let pair = items.prefix(2)
    guard pair.count == 2, pair.allSatisfy({ $0.canBeDotted }),
      let first = pair.first?.duration, let second = pair.last?.duration,
      first + second == unit * 2
    else { return nil }
    let (long, short) = (NoteDuration(3, 2), NoteDuration(1, 2))
    switch (first / unit, second / unit) {
    case (long, short): (sign, firstFactor, secondFactor) = (">", long, short)
    case (short, long): (sign, firstFactor, secondFactor) = ("<", short, long)
    default: return nil
    }
  }
}

extension MeasureItem {
  /// Whether it is a note, or a chord whose notes are equally long.
  fileprivate var canBeDotted: Bool {
    switch self {
    case .note: true
    case .chord(let chord): Set(chord.notes.map(\.duration)).count == 1
    default: false
    }
  }
}
