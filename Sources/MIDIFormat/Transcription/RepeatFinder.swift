/// Finds sections that are played twice in a row.
///
/// A section starts at a bar line and lasts four measures or more. The second time may end differently: then the first and the second ending
/// are told.
struct RepeatFinder {
  /// A stretch of the music that is written once.
  struct Section: Equatable {
    var start: Int

    /// The end of what is written for the first time round.
    var end: Int

    /// How long one time round lasts; zero where nothing is repeated.
    var period = 0

    /// Where the first ending bars, if the second one differs.
    var endingStart: Int?

    /// The time that need not be written twice.
    var saved: Int { period == 0 ? 0 : (endingStart ?? end) - start }
  }

  /// One note with the voice that plays it.
  private struct Sound: Equatable {
    var onset: Int
    var end: Int
    var voice: Int
    var pitches: [Int]
  }

  private let sounds: [Sound]

  /// Where bars start.
  private let bars: [Int]

  private let barLength: Int
  private let end: Int

  /// - Parameters:
  ///   - lines: The events of each voice.
  ///   - end: The end of the last event.
  init(_ lines: [[ScoreEvent]], grid: BarGrid, end: Int) {
    sounds = lines.enumerated().flatMap { voice, events in
      events.map { Sound(onset: $0.onset, end: $0.end, voice: voice, pitches: $0.pitches) }
    }.sorted { ($0.onset, $0.voice) < ($1.onset, $1.voice) }
    bars = grid.bars.map(\.start)
    barLength = grid.fullLength
    self.end = end
  }

  /// The sections in order, which together cover the whole time.
  func sections() -> [Section] {
    var sections: [Section] = []
    var plainStart = 0
    var place = 0
    for start in bars where start >= place {
      guard let section = repeatedSection(at: start) else { continue }
      if plainStart < start { sections.append(Section(start: plainStart, end: start)) }
      sections.append(section)
      place = start + 2 * section.period
      plainStart = place
    }
    if plainStart < end { sections.append(Section(start: plainStart, end: end)) }
    return sections
  }

  /// The repeat at a place that saves most, of four to sixteen measures or of half of the rest.
  private func repeatedSection(at place: Int) -> Section? {
    var best: Section?
    let most = (end - place + barLength - 1) / barLength / 2
    guard most >= 4, isCut(place) else { return nil }
    for count in 4...max(min(most, 16), 4) {
      let period = count * barLength
      guard isStart(place + period), isCut(place + period), isCut(min(place + 2 * period, end))
      else { continue }
      let same = sameLength(from: place, period: period)
      var section = Section(start: place, end: place + period, period: period)
      if same < period {
        guard let start = endingStart(from: place, period: period, same: same) else { continue }
        section.endingStart = start
      }
      guard hasSameBars(section) else { continue }
      if section.saved > best?.saved ?? 0 { best = section }
    }
    return best
  }

  /// The bar line where the endings start: at most two measures, and a quarter, from the end.
  private func endingStart(from place: Int, period: Int, same: Int) -> Int? {
    guard place + 2 * period <= end, let bar = barIndex(atOrBefore: place + same) else {
      return nil
    }
    let start = bars[bar]
    let length = place + period - start
    guard length <= 2 * barLength, 4 * length <= period, start > place, isCut(start),
      isCut(start + period)
    else { return nil }
    return start
  }

  private func isStart(_ place: Int) -> Bool {
    barIndex(atOrBefore: place).map { bars[$0] == place } ?? false
  }

  /// Whether the second time round has its bar lines where the first one has.
  private func hasSameBars(_ section: Section) -> Bool {
    guard let first = barIndex(atOrBefore: section.start),
      var second = barIndex(atOrBefore: section.end)
    else { return false }
    for bar in bars[first...] {
      guard bar < section.end else { break }
      guard second < bars.count else { return true }
      guard bars[second] == bar + section.period else { return false }
      second += 1
    }
    return second == bars.count || bars[second] == section.end + section.period
  }

  private func barIndex(atOrBefore place: Int) -> Int? {
    var (low, high) = (0, bars.count)
    while low < high {
      let middle = (low + high) / 2
      if bars[middle] <= place { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }

  /// Whether no note sounds across a time.
  private func isCut(_ place: Int) -> Bool {
    // Notes that start before are looked through backwards for as long as one could reach.
    var index = firstSound(from: place) - 1
    let earliest = place - 4 * barLength
    while index >= 0, sounds[index].onset >= earliest {
      if sounds[index].end > place { return false }
      index -= 1
    }
    return true
  }

  /// For how long the music from a place on is the same as one period later.
  private func sameLength(from place: Int, period: Int) -> Int {
    var first = firstSound(from: place)
    var second = firstSound(from: place + period)
    let middle = second
    while first < middle {
      guard second < sounds.count else { return sounds[first].onset - place }
      var later = sounds[second]
      later.onset -= period
      later.end -= period
      guard later == sounds[first] else { return min(later.onset, sounds[first].onset) - place }
      first += 1
      second += 1
    }
    if second < sounds.count, sounds[second].onset < place + 2 * period {
      return sounds[second].onset - period - place
    }
    return period
  }

  private func firstSound(from place: Int) -> Int {
    var (low, high) = (0, sounds.count)
    while low < high {
      let middle = (low + high) / 2
      if sounds[middle].onset < place { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
