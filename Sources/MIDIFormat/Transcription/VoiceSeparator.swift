/// Sorts overlapping notes into voices that each play one note or chord at a time.
struct VoiceSeparator {
  /// The most voices that a part is given.
  private static let maximumCount = 8

  private(set) var voices: [[ScoreEvent]] = []

  /// How many notes were shortened because all voices were busy.
  private(set) var shortenedCount = 0

  /// Sorts events of one pitch each, in order of time; those of one onset and end form a chord.
  init(_ events: [ScoreEvent]) {
    var start = 0
    while start < events.count {
      var stop = start
      while stop < events.count, events[stop].onset == events[start].onset { stop += 1 }
      let chords = Dictionary(grouping: events[start..<stop], by: \.end).map { end, notes in
        ScoreEvent(
          onset: events[start].onset, end: end, pitches: notes.map { $0.pitches[0] }.sorted())
      }
      for chord in chords.sorted(by: { ($0.highest, $0.end) > ($1.highest, $1.end) }) {
        place(chord)
      }
      start = stop
    }
  }

  private mutating func place(_ chord: ScoreEvent) {
    if let voice = freeVoice(for: chord) {
      voices[voice].append(chord)
    } else if voices.count < VoiceSeparator.maximumCount {
      voices.append([chord])
    } else if let voice = earliestEnding(before: chord.onset) {
      voices[voice][voices[voice].count - 1].end = chord.onset
      voices[voice].append(chord)
      shortenedCount += 1
    } else {
      // Every voice starts a note here already: the last one takes the pitches too.
      let last = voices.count - 1
      let place = voices[last].count - 1
      voices[last][place].pitches = Array(
        Set(voices[last][place].pitches + chord.pitches)
      ).sorted()
      shortenedCount += 1
    }
  }

  /// The voice that is silent and was last nearest in pitch; voices in use from the first on.
  private func freeVoice(for chord: ScoreEvent) -> Int? {
    voices.indices.filter { (voices[$0].last?.end ?? 0) <= chord.onset }
      .min { cost(of: $0, for: chord) < cost(of: $1, for: chord) }
  }

  private func cost(of voice: Int, for chord: ScoreEvent) -> Int {
    abs((voices[voice].last?.highest ?? 0) - chord.highest) + 4 * voice
  }

  private func earliestEnding(before onset: Int) -> Int? {
    voices.indices.filter { (voices[$0].last?.onset ?? onset) < onset }
      .min { (voices[$0].last?.end ?? 0) < (voices[$1].last?.end ?? 0) }
  }
}

extension ScoreEvent {
  /// The highest pitch.
  var highest: Int { pitches.last ?? 0 }
}
