import MusicModel

/// The sections of a tune and how alike they are.
public struct Form: Codable, Hashable, Sendable {
  /// A section as written.
  public struct Section: Codable, Hashable, Sendable {
    /// Full measures of one pass, pick-ups left out.
    public var measures: Int
    public var isRepeated: Bool
  }

  public var sections: [Section] = []

  /// A letter for each time a section is played; sections that are nearly the same have one letter.
  public var letters = ""

  /// The mean edit similarity of each section to the ones before it, 0...1: 1 - d / n, where d is the
  /// edit distance of their notes and n the larger number of notes; 0 with one section.
  ///
  /// Source: the control code E of TunesFormer (Wu & Sun 2023).
  public var partSimilarity = 0.0

  /// The part of the measures, as written, that an earlier measure equals in all notes, 0...1.
  public var repeatedBars = 0.0

  /// The part of the measures, as written, that an earlier measure equals in rhythm, 0...1.
  public var repeatedRhythms = 0.0

  /// The last written measure of each section.
  var lastMeasures: [Int] = []

  private enum CodingKeys: String, CodingKey {
    case sections, letters, partSimilarity, repeatedBars, repeatedRhythms
  }
}

extension Form {
  /// Whether the tune is two sections of the same length, each played twice.
  public var isAABB: Bool {
    letters == "AABB" && Set(sections.map(\.measures)).count == 1
  }

  init(_ tune: Tune, _ melody: Melody) {
    guard let voice = tune.voices.first else { return }
    let lengths = MeasureLengths(voice, startingIn: tune.meter)
    var ranges = Self.sectionRanges(voice).filter { range in
      range.contains { lengths.found[$0] > .zero }
    }
    if ranges.count == 1, Self.isUndivided(voice, ranges[0]) {
      ranges = Self.blocks(of: ranges[0], lengths)
    }
    let notes = ranges.map { WrittenNotes(voice.measures[$0]) }
    sections = ranges.map { range in
      Section(
        measures: Self.fullMeasures(voice, range, lengths),
        isRepeated: Self.isRepeated(voice, range))
    }
    lastMeasures = ranges.map { $0.upperBound - 1 }
    name(notes)
    (repeatedBars, repeatedRhythms) = Self.repetition(voice, lengths)
  }

  /// The edit similarity from which on sections have one letter.
  static let sameLetter = 0.85

  private mutating func name(_ notes: [WrittenNotes]) {
    var names: [Int] = []
    var next = 0
    var similarities: [Double] = []
    for (index, section) in notes.enumerated() {
      let scores = (0..<index).map { section.similarity(to: notes[$0]) }
      if !scores.isEmpty { similarities.append(scores.reduce(0, +) / Double(scores.count)) }
      if let best = scores.max(), best >= Self.sameLetter, let place = scores.firstIndex(of: best) {
        names.append(names[place])
      } else {
        names.append(next)
        next += 1
      }
    }
    partSimilarity =
      similarities.isEmpty ? 0 : similarities.reduce(0, +) / Double(similarities.count)
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    letters = zip(names, sections).map { name, section in
      String(repeating: name < 26 ? alphabet[name] : "?", count: section.isRepeated ? 2 : 1)
    }.joined()
  }

  private static func repetition(
    _ voice: Voice, _ lengths: MeasureLengths
  ) -> (bars: Double, rhythms: Double) {
    var bars: Set<WrittenNotes> = []
    var rhythms: Set<[NoteDuration]> = []
    var (sameBars, sameRhythms, count) = (0, 0, 0)
    for (index, measure) in voice.measures.enumerated() where lengths.found[index] > .zero {
      let notes = WrittenNotes([measure])
      count += 1
      if !bars.insert(notes).inserted { sameBars += 1 }
      if !rhythms.insert(notes.durations).inserted { sameRhythms += 1 }
    }
    guard count > 0 else { return (0, 0) }
    return (Double(sameBars) / Double(count), Double(sameRhythms) / Double(count))
  }
}
