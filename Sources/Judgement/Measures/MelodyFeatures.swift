import MusicModel

/// The nine features of mgeval, of the melody as it is played.
///
/// Pitch classes count from the tonic, so that the key a tune happens to be in does not matter;
/// everything else is as there. Times are in seconds at 120 quarters a minute.
///
/// Source: Yang & Lerch 2020, "On the evaluation of generative models in music"; definitions as in
/// their program.
public struct MelodyFeatures: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Codable, Sendable {
    /// Distinct pitches.
    case pitchCount
    /// Semitones from the lowest note to the highest.
    case pitchRange
    /// The mean of the intervals between neighbours, in semitones, up and down alike.
    case averageInterval
    /// The mean time from onset to onset.
    case averageOnsetTime
    case noteCount
    /// The sounding time of each pitch class, as shares, 12.
    case pitchClassHistogram
    /// How often each pitch class follows each, 12 x 12.
    case pitchClassTransitions
    /// The shares of twelve classes of length, from a full measure to a 96th of it.
    case noteLengthHistogram
    /// How often each class of length follows each, 12 x 12.
    case noteLengthTransitions
  }

  private let values: [Kind: [Float]]

  /// The values of a feature, one or more.
  public subscript(kind: Kind) -> [Float] { values[kind] ?? [] }

  /// Creates the features of a melody of two notes or more; `nil` for shorter ones.
  public init?(_ melody: Melody) {
    let notes = melody.notes
    guard notes.count > 1, let first = notes.first, let last = notes.last else { return nil }
    let pitches = notes.map(\.pitch)
    let steps = zip(pitches, pitches.dropFirst()).map { abs($1 - $0) }
    let seconds = (last.onset.wholeNotes - first.onset.wholeNotes) * 2
    let classes = pitches.map { (($0 - melody.tonic) % 12 + 12) % 12 }
    let lengths = notes.map { Self.lengthClass($0.duration / melody.measureDuration) }
    values = [
      .pitchCount: [Float(Set(pitches).count)],
      .pitchRange: [Float((pitches.max() ?? 0) - (pitches.min() ?? 0))],
      .averageInterval: [Float(steps.reduce(0, +)) / Float(steps.count)],
      .averageOnsetTime: [Float(seconds / Double(notes.count - 1))],
      .noteCount: [Float(notes.count)],
      .pitchClassHistogram: Self.shares(classes, weights: notes.map(\.duration.wholeNotes)),
      .pitchClassTransitions: Self.transitions(classes),
      .noteLengthHistogram: Self.shares(lengths, weights: notes.map { _ in 1 }),
      .noteLengthTransitions: Self.transitions(lengths),
    ]
  }

  /// Lengths of the classes in 1/96 of a measure: whole, half, quarter, eighth, sixteenth of it,
  /// four dotted ones, and three of triplets.
  private static let classLengths = [96.0, 48, 24, 12, 6, 72, 36, 18, 9, 32, 16, 8]

  /// The class nearest to a length, given in measures.
  private static func lengthClass(_ length: NoteDuration) -> Int {
    let units = length.wholeNotes * 96
    var best = 0
    for index in 1..<12
    where abs(classLengths[index] - units) < abs(classLengths[best] - units) {
      best = index
    }
    return best
  }

  private static func shares(_ classes: [Int], weights: [Double]) -> [Float] {
    var sums = [Double](repeating: 0, count: 12)
    for (index, weight) in zip(classes, weights) { sums[index] += weight }
    let total = max(sums.reduce(0, +), .leastNonzeroMagnitude)
    return sums.map { Float($0 / total) }
  }

  private static func transitions(_ classes: [Int]) -> [Float] {
    var counts = [Float](repeating: 0, count: 144)
    for (from, to) in zip(classes, classes.dropFirst()) { counts[12 * from + to] += 1 }
    return counts
  }
}
