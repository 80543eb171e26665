/// Which written lengths some number of notes can fill exactly.
///
/// A tuplet of p notes takes p units written, where the unit is one of ``units``. The table
/// answers, for the notes still to come, whether token lengths exist that sum to what is left.
struct TupletFilling: Sendable {
  /// Lengths in ticks of the notes that a tuplet is thought to consist of.
  static let units = [16, 8, 4, 2]

  private static let longest = 9
  private static let mostTicks = 9 * 16

  /// Whether `notes` notes fill `ticks`, at `notes * (mostTicks + 1) + ticks`.
  private let fills: [Bool]

  init(durationTicks: [Int]) {
    let width = Self.mostTicks + 1
    var fills = [Bool](repeating: false, count: (Self.longest + 1) * width)
    fills[0] = true
    for notes in 1...Self.longest {
      for ticks in 0..<width {
        fills[notes * width + ticks] = durationTicks.contains { length in
          length <= ticks && fills[(notes - 1) * width + ticks - length]
        }
      }
    }
    self.fills = fills
  }

  /// Whether so many notes can take so many ticks together.
  func canFill(_ ticks: Int, notes: Int) -> Bool {
    guard (0...Self.mostTicks).contains(ticks), (0...Self.longest).contains(notes) else {
      return false
    }
    return fills[notes * (Self.mostTicks + 1) + ticks]
  }
}
