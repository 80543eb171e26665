internal import MusicModel

/// Writes the events of one voice into measures: ties over bar lines, tuplets, rests.
struct MeasureComposer {
  /// A stretch of one measure with one sound, or a rest.
  private struct Piece {
    var start: Int
    var end: Int
    var pitches: [Int]
    /// Whether it is tied to what follows.
    var isTied: Bool

    var length: Int { end - start }

    func cut(at place: Int) -> [Piece] {
      [
        Piece(start: start, end: place, pitches: pitches, isTied: !pitches.isEmpty),
        Piece(start: place, end: end, pitches: pitches, isTied: isTied),
      ]
    }
  }

  private let time: ScoreTime
  private var speller: Speller

  init(time: ScoreTime, speller: Speller) {
    self.time = time
    self.speller = speller
  }

  /// The items of each bar.
  mutating func items(_ events: [ScoreEvent], in bars: [BarGrid.Bar]) -> [[MeasureItem]] {
    speller.prepare(events)
    var items: [[MeasureItem]] = []
    var next = 0
    for bar in bars {
      while next < events.count, events[next].end <= bar.start { next += 1 }
      items.append(compose(pieces(of: events, from: next, in: bar), in: bar))
    }
    return items
  }

  private func pieces(of events: [ScoreEvent], from first: Int, in bar: BarGrid.Bar) -> [Piece] {
    var pieces: [Piece] = []
    var place = bar.start
    var index = first
    while index < events.count, events[index].onset < bar.end {
      let event = events[index]
      if event.onset > place {
        pieces.append(Piece(start: place, end: event.onset, pitches: [], isTied: false))
      }
      let end = min(event.end, bar.end)
      pieces.append(
        Piece(
          start: max(event.onset, bar.start), end: end, pitches: event.pitches,
          isTied: event.end > bar.end))
      place = end
      index += 1
    }
    if place < bar.end {
      pieces.append(Piece(start: place, end: bar.end, pitches: [], isTied: false))
    }
    return pieces
  }

  // MARK: - Tuplets

  private mutating func compose(_ pieces: [Piece], in bar: BarGrid.Bar) -> [MeasureItem] {
    if pieces.count == 1, pieces[0].pitches.isEmpty {
      return [.rest(Rest(time.duration(bar.length)))]
    }
    let pieces = pieces.flatMap { cutAtQuarters($0, bar) }
    var items: [MeasureItem] = []
    var index = 0
    while index < pieces.count {
      var stop = index + 1
      while stop < pieces.count, !time.isBinary(pieces[stop - 1].end - bar.start) { stop += 1 }
      let group = Array(pieces[index..<stop])
      let start = group[0].start
      let isPlain = group.count == 1 && time.isBinary(group[0].length)
      if isPlain {
        items += group.flatMap { written($0, in: bar) }.map { item($0, lasting: $0.length) }
      } else {
        items += tuplet(group, from: start)
      }
      index = stop
    }
    return items
  }

  /// Cuts a piece that reaches from a tuplet into plain time, or the other way, at a quarter.
  private func cutAtQuarters(_ piece: Piece, _ bar: BarGrid.Bar) -> [Piece] {
    let (start, end) = (piece.start - bar.start, piece.end - bar.start)
    if !time.isBinary(start), time.isBinary(end) {
      let place = (start / time.quarter + 1) * time.quarter
      if place < end { return piece.cut(at: place + bar.start) }
    } else if time.isBinary(start), !time.isBinary(end) {
      let place = end / time.quarter * time.quarter
      if place > start { return piece.cut(at: place + bar.start) }
    }
    return [piece]
  }

  /// A tuplet whose ratio makes each of its pieces a length that can be written.
  private mutating func tuplet(_ group: [Piece], from start: Int) -> [MeasureItem] {
    var actual = 1
    for piece in group {
      let odd = time.odd / greatestCommonDivisor(time.odd, piece.end - start)
      actual = leastCommonMultiple(actual, odd)
    }
    var normal = 1
    while normal * 2 < actual { normal *= 2 }
    guard actual > 1 else { return group.map { item($0, lasting: $0.length) } }
    let ratio = Tuplet(actual, inTimeOf: normal, count: group.count)
    return [.tuplet(ratio)] + group.map { item($0, lasting: $0.length) }
  }

  // MARK: - Lengths

  /// Pieces of lengths that one note can have, cut at the last pulse within.
  private func written(_ piece: Piece, in bar: BarGrid.Bar) -> [Piece] {
    let numerator = time.duration(piece.length).numerator
    let odd = numerator >> numerator.trailingZeroBitCount
    if odd == 1 || odd == 3 || odd == 7 || !time.isBinary(piece.length) { return [piece] }
    var place = (piece.end - 1 - bar.start) / bar.pulse * bar.pulse + bar.start
    // The pulse of an odd meter may lie between the lengths that halving gives.
    if place <= piece.start || !time.isBinary(place - piece.start) {
      let halves = piece.length / time.odd
      place = piece.start + (1 << (Int.bitWidth - 1 - halves.leadingZeroBitCount)) * time.odd
    }
    return piece.cut(at: place).flatMap { written($0, in: bar) }
  }

  private mutating func item(_ piece: Piece, lasting length: Int) -> MeasureItem {
    let duration = time.duration(length)
    let notes = piece.pitches.map { pitch in
      Note(speller.spell(pitch, at: piece.start), duration, isTied: piece.isTied)
    }
    switch notes.count {
    case 0: return .rest(Rest(duration))
    case 1: return .note(notes[0])
    default: return .chord(Chord(notes, duration: duration))
    }
  }
}
