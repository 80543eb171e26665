/// The notes that lyrics lines are aligned with.
struct LyricTargets {
  /// Notes since the last line of words.
  private(set) var fresh: [VoiceBuilder.Place] = []

  /// Notes that the last line of words belonged to, and how many verses they have.
  private(set) var used: [VoiceBuilder.Place] = []
  private(set) var verse = 0

  /// Whether the tune has lines of words at all.
  var isWanted = true

  mutating func add(_ place: VoiceBuilder.Place) {
    if isWanted { fresh.append(place) }
  }

  /// The notes for one more line of words: all since the last one, or the same again for a
  /// further verse.
  mutating func next() -> (places: [VoiceBuilder.Place], verse: Int) {
    if fresh.isEmpty {
      verse += 1
    } else {
      swap(&used, &fresh)
      fresh.removeAll(keepingCapacity: true)
      verse = 0
    }
    return (used, verse)
  }

  /// Replaces every place by where it has moved.
  mutating func move(_ moved: (VoiceBuilder.Place) -> VoiceBuilder.Place) {
    fresh = fresh.map(moved)
    used = used.map(moved)
  }

  /// The notes that a symbol line belongs to: those since the last line of words, or its own.
  var current: [VoiceBuilder.Place] { fresh.isEmpty ? used : fresh }
}
