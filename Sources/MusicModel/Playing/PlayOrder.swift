/// The order in which the measures of a voice are played: repeats, endings and parts followed.
///
/// A `:|` without a `|:` goes back to the last of: the start, a `:|`, a double bar line, a part
/// label (ABC 2.1, section 4.8). An ending lasts until a double bar line, a repeat sign or the next
/// ending (section 4.9). Where signs are missing the music goes on as if they were there: the next
/// ending sends back as `:|` does, a first ending without a second is left out the second time, and
/// a `|:` in an open repeat closes it, as `::` would. After a `D.C.` or `D.S.` repeats are not taken
/// again: only the last endings are played. In parts with an order of their own these signs are not
/// followed.
public struct PlayOrder: Hashable, Sendable {
  /// Indices into the voice's measures.
  public let measureIndices: [Int]

  /// The most measures that one voice may play.
  public static let maximumCount = 100_000

  /// Follows the repeats, and the parts in their order where a tune gives one.
  public init(
    of voice: Voice, partOrder: [String] = []
  ) throws(UnrollingError) {
    var walk = Walk(voice)
    if partOrder.isEmpty || !voice.measures.contains(where: { $0.partLabel != nil }) {
      try walk.playFollowingJumps()
    } else {
      let parts = Self.parts(of: voice)
      try walk.play(parts.introduction)
      for label in partOrder {
        if let part = parts.labelled[label] { try walk.play(part) }
      }
    }
    measureIndices = walk.played
  }

  /// The measures before the first label, and the run of measures of each label's first use.
  private static func parts(
    of voice: Voice
  ) -> (introduction: Range<Int>, labelled: [String: Range<Int>]) {
    let starts = voice.measures.indices.filter { voice.measures[$0].partLabel != nil }
    var labelled: [String: Range<Int>] = [:]
    for (start, end) in zip(starts, starts.dropFirst() + [voice.measures.count]) {
      guard let label = voice.measures[start].partLabel, labelled[label] == nil else { continue }
      labelled[label] = start..<end
    }
    return (0..<(starts.first ?? 0), labelled)
  }
}

/// Why a tune cannot be played out.
public enum UnrollingError: Error, Hashable, Sendable {
  /// Repeats and parts make more measures than ``PlayOrder/maximumCount``.
  case tooManyMeasures
}

extension UnrollingError: CustomStringConvertible {
  public var description: String {
    "repeats and parts make more than \(PlayOrder.maximumCount) measures; "
      + "shorten the part order or the repeats"
  }
}

/// A walk over measures that remembers where the present section began and how often it was played.
private struct Walk {
  private let measures: [Measure]
  private let openingBarLine: BarLine?
  private(set) var played: [Int] = []

  /// Whether repeats are taken; if not, only the last endings are played.
  private var takesRepeats = true

  init(_ voice: Voice) {
    measures = voice.measures
    openingBarLine = voice.openingBarLine
  }

  /// Plays all measures, with the first way back that there is, and from there to the end.
  mutating func playFollowingJumps() throws(UnrollingError) {
    let signs = JumpSigns(measures)
    guard let (last, wayBack) = signs.returns.min(by: { $0.key < $1.key }) else {
      return try play(measures.indices)
    }
    try play(0..<last + 1)
    takesRepeats = false
    let fine = signs.fines.filter { wayBack.heedsFine && $0 >= wayBack.target }.min()
    let end = fine.map { $0 + 1 } ?? measures.count
    if wayBack.heedsCoda, let coda = signs.coda, wayBack.target..<end ~= coda.departure {
      try play(wayBack.target..<coda.departure)
      try play(coda.start..<measures.count)
    } else {
      try play(wayBack.target..<end)
    }
  }

  /// Plays a run of measures; repeats never lead out of it.
  mutating func play(_ range: Range<Int>) throws(UnrollingError) {
    var section = Section(start: range.lowerBound)
    let opening = range.lowerBound == 0 ? openingBarLine : measures[range.lowerBound - 1].barLine
    section.open(with: opening)
    var index = range.lowerBound
    while index < range.upperBound {
      let measure = measures[index]
      if let ending = measure.ending, !takes(ending, at: index, in: range, of: section) {
        index = endOfEnding(at: index, in: range)
        if index >= range.upperBound || measures[index].ending == nil {
          section = Section(start: index)
          section.open(with: measures[index - 1].barLine)
        }
        continue
      }
      if measure.partLabel != nil, !section.isExplicit, section.pass == 1 {
        section = Section(start: index)
      }
      if measure.ending != nil { section.isInEnding = true }
      guard played.count < PlayOrder.maximumCount else { throw .tooManyMeasures }
      played.append(index)
      index = next(after: index, in: range, section: &section)
    }
  }

  /// Where the music goes after a measure was played.
  private func next(after index: Int, in range: Range<Int>, section: inout Section) -> Int {
    let following = index + 1 < range.upperBound ? measures[index + 1] : nil
    let barLine = measures[index].barLine ?? BarLine(.invisible)
    if barLine.endedRepeats == 0, takesRepeats, section.isInEnding,
      following?.ending?.contains(section.pass + 1) == true,
      following?.ending?.contains(section.pass) == false
    {
      section.pass += 1
      section.isInEnding = false
      return section.start
    }
    if barLine.endedRepeats > 0 {
      if takesRepeats, section.pass < passes(of: section, endingAt: index, in: range) {
        section.pass += 1
        section.isInEnding = false
        return section.start
      }
      if let ending = following?.ending, ending.contains(section.pass), !section.isInEnding {
        return index + 1
      }
      section = Section(start: index + 1)
      section.open(with: barLine)
    } else if barLine.startedRepeats > 0 {
      if section.isExplicit, !section.isInEnding, section.pass == 1, takesRepeats {
        section.pass = 2
        return section.start
      }
      section = Section(start: index + 1)
      section.open(with: barLine)
    } else if barLine.closesSection, section.isInEnding || !section.isExplicit {
      section = Section(start: index + 1)
    }
    return index + 1
  }

  /// How often a section is played that a `:|` ends after measure `index`.
  private func passes(of section: Section, endingAt index: Int, in range: Range<Int>) -> Int {
    var highest = 0
    for measure in measures[section.start...index] {
      highest = max(highest, measure.ending?.max() ?? 0)
    }
    var following = index + 1
    while following < range.upperBound, let ending = measures[following].ending {
      highest = max(highest, ending.max() ?? 0)
      following = endOfEnding(at: following, in: range)
    }
    if highest > 0 { return max(highest, 2) }
    let written = measures[index].barLine?.endedRepeats ?? 0
    return max(written, section.announcedRepeats) + 1
  }

  /// Whether an ending that starts at `index` is played this time.
  private func takes(
    _ ending: [Int], at index: Int, in range: Range<Int>, of section: Section
  ) -> Bool {
    guard !takesRepeats else { return ending.contains(section.pass) }
    let following = endOfEnding(at: index, in: range)
    guard following < range.upperBound, let next = measures[following].ending else { return true }
    return (next.max() ?? 0) <= (ending.max() ?? 0)
  }

  /// The index after the last measure of the ending that starts at `index`.
  private func endOfEnding(at index: Int, in range: Range<Int>) -> Int {
    var end = index
    while end < range.upperBound {
      let barLine = measures[end].barLine
      end += 1
      if end < range.upperBound, measures[end].ending != nil { break }
      if let barLine, barLine.closesSection || barLine.isRepeat { break }
    }
    return end
  }
}

/// What is being repeated, and which time round it is.
private struct Section {
  var start: Int
  var pass = 1

  /// Whether a `|:` opened it.
  var isExplicit = false

  /// Repeats that the opening `|::` announced.
  var announcedRepeats = 0

  var isInEnding = false

  init(start: Int) {
    self.start = start
  }

  mutating func open(with barLine: BarLine?) {
    guard let barLine, barLine.startedRepeats > 0 else { return }
    isExplicit = true
    announcedRepeats = barLine.startedRepeats
  }
}

extension BarLine {
  /// Whether it is a double line of any kind, which ends a section or an ending.
  fileprivate var closesSection: Bool {
    style == .double || style == .thinThick || style == .thickThin
  }

  fileprivate var isRepeat: Bool { endedRepeats > 0 || startedRepeats > 0 }
}
