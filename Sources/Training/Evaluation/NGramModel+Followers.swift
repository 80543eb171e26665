extension NGramModel {
  /// The tokens seen after a context.
  struct Followers {
    /// Σ a(c·).
    var total: UInt32 = 0

    /// How many followers have the count 1.
    var withOne: UInt32 = 0

    /// How many followers have the count 2.
    var withTwo: UInt32 = 0

    /// How many followers have a count of 3 or more.
    var withMore: UInt32 = 0
  }
}

extension NGramModel.Followers {
  /// Notes that a follower's count grows by one.
  mutating func increment(from old: Int) {
    total += 1
    switch old {
    case 0: withOne += 1
    case 1: (withOne, withTwo) = (withOne - 1, withTwo + 1)
    case 2: (withTwo, withMore) = (withTwo - 1, withMore + 1)
    default: break
    }
  }

  /// γ(c): the probability that the discounts free for the shorter context.
  func freedShare(_ discounts: [Double]) -> Double {
    let freed =
      discounts[0] * Double(withOne) + discounts[1] * Double(withTwo)
      + discounts[2] * Double(withMore)
    return freed / Double(total)
  }
}
