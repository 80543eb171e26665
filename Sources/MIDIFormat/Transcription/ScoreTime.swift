internal import MusicModel

/// The whole-number time in which a score is worked out.
struct ScoreTime {
  /// Units in a whole note.
  let unitsPerWhole: Int

  /// The odd factor of ``unitsPerWhole``.
  var odd: Int { unitsPerWhole >> unitsPerWhole.trailingZeroBitCount }

  /// Units in a quarter note.
  var quarter: Int { unitsPerWhole / 4 }

  /// A length in units, rounded to the nearest.
  func units(_ time: NoteDuration) -> Int { time.nearestCount(of: unitsPerWhole) }

  func duration(_ units: Int) -> NoteDuration { NoteDuration(units, unitsPerWhole) }

  /// Whether a time can be reached with halves of halves alone, without tuplets.
  func isBinary(_ units: Int) -> Bool { units % odd == 0 }
}

/// A note, chord or rest of one voice, in units of the score.
struct ScoreEvent: Hashable {
  var onset: Int
  var end: Int

  /// From low to high, one that is doubled twice; empty for a rest.
  var pitches: [Int]

  var duration: Int { end - onset }
}
