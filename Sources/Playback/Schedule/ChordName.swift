/// What people call the notes that sound together.
public enum ChordName {
  /// The name of a chord such as `D`, `Em7` or `A/C#`; the notes themselves where they form none.
  ///
  /// - Parameter pitches: MIDI notes in any order.
  /// - Returns: `nil` for silence.
  public static func name(of pitches: [Int]) -> String? {
    guard let bass = pitches.min() else { return nil }
    let classes = Set(pitches.map { $0 % 12 })
    if classes.count >= 3 {
      for root in [bass % 12] + classes.sorted() {
        let intervals = Set(classes.map { ($0 - root + 12) % 12 })
        guard let kind = kinds.first(where: { $0.intervals == intervals }) else { continue }
        let slash = root == bass % 12 ? "" : "/" + names[bass % 12]
        return names[root] + kind.suffix + slash
      }
    }
    return Set(pitches).sorted().prefix(4).map { "\(names[$0 % 12])\($0 / 12 - 1)" }
      .joined(separator: " ")
  }

  private static let names = ["C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"]

  private static let kinds: [(intervals: Set<Int>, suffix: String)] = [
    ([0, 4, 7], ""), ([0, 3, 7], "m"), ([0, 4, 7, 10], "7"), ([0, 3, 7, 10], "m7"),
    ([0, 4, 7, 11], "maj7"), ([0, 3, 6], "dim"), ([0, 4, 8], "aug"), ([0, 5, 7], "sus4"),
    ([0, 2, 7], "sus2"), ([0, 4, 10], "7"), ([0, 3, 10], "m7"), ([0, 4, 7, 9], "6"),
    ([0, 3, 6, 9], "dim7"), ([0, 3, 6, 10], "m7b5"), ([0, 2, 4, 7, 10], "9"),
  ]
}
