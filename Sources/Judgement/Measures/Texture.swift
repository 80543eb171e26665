import Foundation
import MusicModel

/// How busy and how regular a melody is.
///
/// Source: Wu & Yang 2020, "The Jazz Transformer on the Front Line", section 4: pitch-class entropy
/// over windows of one and four measures, and grooving similarity.
public struct Texture: Codable, Hashable, Sendable {
  /// Notes as played.
  public var notes: Int

  /// Distinct pitches.
  public var pitches: Int

  /// Notes per measure, as played.
  public var notesPerBar: Double

  /// The mean of the intervals between neighbours, in semitones.
  public var averageInterval: Double

  /// The part of the intervals over a fifth, 0...1.
  public var leaps: Double

  /// The entropy of the pitch classes of a measure, in bits, the mean over all measures.
  public var entropy1: Double

  /// The same over four measures.
  public var entropy4: Double

  /// How alike the onsets of two measures are, 0...1, the mean over all pairs: 1 minus the part of
  /// 64 positions at which only one of them has an onset.
  public var grooving: Double
}

extension Texture {
  init(_ melody: Melody) {
    let pitches = melody.notes.map(\.pitch)
    let steps = zip(pitches, pitches.dropFirst()).map { abs($1 - $0) }
    let measures = max(melody.measures.count, 1)
    notes = pitches.count
    self.pitches = Set(pitches).count
    notesPerBar = Double(pitches.count) / Double(measures)
    averageInterval = Double(steps.reduce(0, +)) / Double(max(steps.count, 1))
    leaps = Double(steps.count { $0 > 7 }) / Double(max(steps.count, 1))
    entropy1 = Self.entropy(melody, window: 1)
    entropy4 = Self.entropy(melody, window: 4)
    grooving = Self.grooving(melody)
  }

  private static func entropy(_ melody: Melody, window: Int) -> Double {
    let window = min(window, melody.measures.count)
    guard window > 0 else { return 0 }
    let entropies = (0...melody.measures.count - window).compactMap { first -> Double? in
      var counts = [Double](repeating: 0, count: 12)
      let start = melody.measures[first].firstNote
      let end = melody.notes(ofMeasure: first + window - 1).upperBound
      for note in melody.notes[start..<end] { counts[(note.pitch % 12 + 12) % 12] += 1 }
      let total = counts.reduce(0, +)
      guard total > 0 else { return nil }
      return counts.reduce(0) { $1 > 0 ? $0 - $1 / total * log2($1 / total) : $0 }
    }
    return entropies.isEmpty ? 0 : entropies.reduce(0, +) / Double(entropies.count)
  }

  private static let positions = 64

  private static func grooving(_ melody: Melody) -> Double {
    let patterns = melody.measures.indices.compactMap { index -> UInt64? in
      let measure = melody.measures[index]
      guard measure.duration == melody.measureDuration else { return nil }
      return melody.notes[melody.notes(ofMeasure: index)].reduce(UInt64(0)) { bits, note in
        let place = ((note.onset - measure.onset) / melody.measureDuration).wholeNotes
        return bits | 1 << UInt64(min(Double(positions - 1), (place * Double(positions)).rounded()))
      }
    }
    guard patterns.count > 1 else { return 1 }
    var differences = 0
    for first in 1..<min(patterns.count, 1000) {
      for second in 0..<first {
        differences += (patterns[first] ^ patterns[second]).nonzeroBitCount
      }
    }
    let count = min(patterns.count, 1000)
    return 1 - Double(differences) / Double(count * (count - 1) / 2 * positions)
  }
}
