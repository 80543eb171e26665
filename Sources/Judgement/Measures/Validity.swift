import MusicModel

/// Whether a tune keeps its meter and closes its repeats.
public struct Validity: Codable, Hashable, Sendable {
  /// Measures between two plain bar lines, which have to be full.
  public var innerMeasures = 0

  /// Those of them that last exactly as long as the meter says.
  public var exactMeasures = 0

  /// Places where the tune, as played, goes from a measure that is not full to one that does not
  /// complete it; a pick-up and the measure that leads back to it make one full measure.
  public var brokenSeams = 0

  /// Repeats opened twice or never closed.
  public var unbalancedRepeats = 0

  /// First endings without a second, second without a first, or one twice.
  public var unbalancedEndings = 0

  /// What the reader of the file said of the tune.
  public var warnings = 0
  public var errors = 0
}

extension Validity {
  /// Whether nothing is wrong with measures, repeats and endings.
  public var isValid: Bool {
    exactMeasures == innerMeasures && brokenSeams == 0 && unbalancedRepeats == 0
      && unbalancedEndings == 0
  }

  init(_ tune: Tune, _ melody: Melody, _ diagnostics: [Diagnostic]) {
    warnings = diagnostics.count { $0.severity == .warning }
    errors = diagnostics.count { $0.severity == .error }
    guard let voice = tune.voices.first else { return }
    let lengths = MeasureLengths(voice, startingIn: tune.meter)
    countInner(voice, lengths)
    countSeams(melody, lengths)
    countRepeats(voice)
    countEndings(voice)
  }

  private mutating func countInner(_ voice: Voice, _ lengths: MeasureLengths) {
    for index in voice.measures.indices where index > 0 {
      guard voice.measures[index].barLine?.isPlain == true,
        voice.measures[index - 1].barLine?.isPlain == true,
        voice.measures[index].ending == nil, let expected = lengths.expected[index],
        // The measure after a pick-up that is written with a bar line is an inner one; the pick-up
        // itself is not.
        voice.measures[index].items.contains(where: \.isTimed)
      else { continue }
      innerMeasures += 1
      if MeasureLengths.isWhole(lengths.found[index], of: expected) { exactMeasures += 1 }
    }
  }

  private mutating func countSeams(_ melody: Melody, _ lengths: MeasureLengths) {
    let order = melody.measures.map(\.written).filter { lengths.found[$0] > .zero }
    guard let first = order.first else { return }
    func isFull(_ index: Int) -> Bool {
      lengths.expected[index].map { MeasureLengths.isWhole(lengths.found[index], of: $0) } ?? true
    }
    var place = isFull(first) ? 0 : 1
    var pickups = Set([lengths.found[first]])
    while place < order.count {
      let measure = order[place]
      guard !isFull(measure), let expected = lengths.expected[measure] else {
        place += 1
        continue
      }
      let length = lengths.found[measure]
      if place + 1 < order.count {
        let follower = lengths.found[order[place + 1]]
        if length + follower != expected { brokenSeams += 1 }
        pickups.insert(follower)
      } else if !pickups.contains(where: { length + $0 == expected }) {
        // The tune's last measure is completed by the pick-up of one of its sections.
        brokenSeams += 1
      }
      place += 2
    }
  }

  private mutating func countRepeats(_ voice: Voice) {
    var isOpen = false
    let lines = [voice.openingBarLine] + voice.measures.map(\.barLine)
    for case let line? in lines {
      if line.endedRepeats > 0 { isOpen = false }
      if line.startedRepeats > 0 {
        if isOpen { unbalancedRepeats += 1 }
        isOpen = true
      }
    }
    if isOpen { unbalancedRepeats += 1 }
  }

  private mutating func countEndings(_ voice: Voice) {
    var last = 0
    for ending in voice.measures.compactMap(\.ending) {
      if ending.first != last + 1 && ending.first != 1 { unbalancedEndings += 1 }
      if ending.first == 1, last == 1 { unbalancedEndings += 1 }
      last = ending.last ?? last
    }
    if last == 1 { unbalancedEndings += 1 }
  }
}

/// How long the measures of a voice are, and should be.
struct MeasureLengths {
  private(set) var found: [NoteDuration] = []

  /// The full measure at each measure's start, `nil` in free meter.
  private(set) var expected: [NoteDuration?] = []

  init(_ voice: Voice, startingIn meter: Meter) {
    var meter = meter
    for measure in voice.measures {
      for case .meter(let change) in measure.items.prefix(while: { !$0.isTimed }) { meter = change }
      expected.append(meter.measureDuration.flatMap { $0 > .zero ? $0 : nil })
      found.append(measure.duration)
      for case .meter(let change) in measure.items { meter = change }
    }
  }

  /// Whether a length is that of one full measure or, for rests of many, of several.
  static func isWhole(_ found: NoteDuration, of expected: NoteDuration) -> Bool {
    found == expected || (found > expected && found.remainder(dividingBy: expected) == .zero)
  }
}

extension BarLine {
  /// Whether it is a line within a section.
  var isPlain: Bool { endedRepeats == 0 && startedRepeats == 0 && style == .single }
}
