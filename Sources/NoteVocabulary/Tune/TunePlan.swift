import MusicModel

/// What a tune is going to be, as the header of a planned tune tells it: its sections, and whether
/// it comes to rest on the tonic.
///
/// A model that writes the plan first, and reads it while it writes the music, need not find out
/// halfway how long the tune is.
struct TunePlan: Hashable {
  var sections: [TuneForm.Section]
  var endsOnTonic: Bool
}

extension TunePlan {
  /// The most sections of a plan, and the most measures of each.
  static let limits = (sections: 12, measures: 99)

  /// The tokens that close a section's number of measures, and the one that promises the tonic.
  static let repeatedMark = TuneToken.numberEnd
  static let onceMark = TuneToken.minus
  static let tonicMark = TuneToken.bar(.final)

  /// Finds the plan of a tune's first voice.
  ///
  /// - Returns: `nil` for tunes without plain sections: in free meter, in several meters, with a
  ///   double bar line inside a repeat, longer than ``limits``; and for those that come back to their
  ///   tonic from another key.
  init?(_ tune: Tune) {
    guard let voice = tune.voices.first, let full = tune.meter.measureDuration, full > .zero,
      let sections = SectionReader.sections(of: voice, full: full)
    else { return nil }
    let endsOnTonic = tune.endsOnTonic
    guard !endsOnTonic || tune.staysInKey else { return nil }
    self.init(sections: sections, endsOnTonic: endsOnTonic)
  }
}

extension Tune {
  private var items: [MeasureItem] { voices.first?.measures.flatMap(\.items) ?? [] }

  fileprivate var staysInKey: Bool {
    !items.contains { if case .key = $0 { true } else { false } }
  }

  /// Whether the last item of the first voice is a note on the tonic.
  fileprivate var endsOnTonic: Bool {
    guard case .note(let note)? = items.last(where: \.isTimed) else { return false }
    return PitchName(note.pitch.step, alteration: note.pitch.alteration) == keySignature.tonic
  }
}

/// Divides the measures of a voice into sections.
private struct SectionReader {
  private var sections: [TuneForm.Section] = []

  /// The lengths of the section's measures as played first, and of its present ending's measures.
  private var measures: [NoteDuration] = []
  private var ending: [NoteDuration] = []

  /// The number of measures of the section's first ending.
  private var firstEnding: Int?
  private var isInLaterEnding = false
  private var isRepeated = false

  /// Whether the section began with a start repeat.
  private var isOpen: Bool
  private let full: NoteDuration

  private init(isOpen: Bool, full: NoteDuration) {
    self.isOpen = isOpen
    self.full = full
  }

  static func sections(of voice: Voice, full: NoteDuration) -> [TuneForm.Section]? {
    var reader = SectionReader(
      isOpen: (voice.openingBarLine?.startedRepeats ?? 0) > 0, full: full)
    for (index, measure) in voice.measures.enumerated() {
      let next = index + 1 < voice.measures.count ? voice.measures[index + 1] : nil
      let goesOn = next?.ending.map { $0.first != 1 } ?? false
      guard reader.read(measure, goesOn: goesOn) else { return nil }
    }
    if !reader.measures.isEmpty, !reader.close() { return nil }
    return reader.sections.isEmpty ? nil : reader.sections
  }

  /// Reads a measure, and returns whether the sections are plain so far.
  ///
  /// - Parameter goesOn: Whether another ending of the section follows.
  private mutating func read(_ measure: Measure, goesOn: Bool) -> Bool {
    if measure.items.contains(where: { if case .meter = $0 { true } else { false } }) {
      return false
    }
    if let numbers = measure.ending {
      guard endEnding() else { return false }
      isInLaterEnding = numbers.first != 1
      if !isInLaterEnding { firstEnding = 0 }
    }
    if measure.duration > .zero {
      if firstEnding != nil { ending.append(measure.duration) }
      if !isInLaterEnding { measures.append(measure.duration) }
    }
    guard let line = measure.barLine else { return true }
    if line.endedRepeats > 0 { isRepeated = true }
    let isInner = line.endedRepeats == 0 && line.startedRepeats == 0
    if goesOn || (isInner && [.single, .dotted, .invisible].contains(line.style)) { return true }
    if line.startedRepeats > 0, line.endedRepeats == 0, !isOpen, measures.count == 1,
      measures[0] < full
    {
      // The pick-up stands before the start repeat.
      isOpen = true
      return true
    }
    guard !isOpen || isRepeated, measures.isEmpty || close() else { return false }
    isOpen = line.startedRepeats > 0
    return true
  }

  /// Ends an ending, if there is one, and returns whether it is as long as the first.
  private mutating func endEnding() -> Bool {
    guard let first = firstEnding else { return true }
    defer { ending = [] }
    if !isInLaterEnding { firstEnding = ending.count }
    return !isInLaterEnding || ending.count == first
  }

  private mutating func close() -> Bool {
    guard endEnding() else { return false }
    let hasPickup = measures.count > 1 && measures[0] < full
    let inner = measures.dropFirst(hasPickup ? 1 : 0).dropLast().reduce(.zero, +)
    // Bar lines may stand within a measure; the last one counts whatever a pick-up takes of it.
    let count = Int((inner / full).wholeNotes.rounded()) + 1
    sections.append(TuneForm.Section(measures: count, isRepeated: isRepeated))
    (measures, firstEnding, isInLaterEnding, isRepeated) = ([], nil, false, false)
    return count <= TunePlan.limits.measures && sections.count <= TunePlan.limits.sections
  }
}
