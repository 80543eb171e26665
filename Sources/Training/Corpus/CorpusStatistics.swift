public import MusicModel
public import NoteVocabulary

/// What the tunes of some tunebooks are like, in counts.
public struct CorpusStatistics: Sendable {
  /// Something that a tune has or has not.
  public enum Feature: String, CaseIterable, Hashable, Sendable {
    case repeats, endings
    case pickUp = "pick-up"
    case tuplets, graces, chords, ties
    case brokenMeasures = "uneven measures"
    case accidentals
    case keyChange = "change of key"
    case meterChange = "change of meter"
    case chordSymbols = "chord symbols"
    case decorations, slurs, lyrics
    case parts = "part order"
    case voices = "several voices"
    case overlays
  }

  public private(set) var tunes = 0
  public private(set) var notes = 0

  /// Tunes by the name of what they have.
  public private(set) var meters: [String: Int] = [:]
  public private(set) var keys: [String: Int] = [:]
  public private(set) var modes: [String: Int] = [:]
  public private(set) var rhythms: [String: Int] = [:]

  /// Tunes by the measures that are written, pick-ups not counted.
  public private(set) var measures: [Int: Int] = [:]

  /// Notes by their written length, as a fraction of a whole note.
  public private(set) var lengths: [String: Int] = [:]

  /// Notes by MIDI number.
  public private(set) var pitches: [Int: Int] = [:]

  /// Tunes that have a feature.
  public private(set) var features: [Feature: Int] = [:]

  /// What became of the tunes as tokens.
  public private(set) var encoding = EncodingStatistics()

  private let tokens: TuneEncoding
  private let grammar: Grammar?

  /// - Parameter options: How tunes become tokens.
  public init(_ options: TuneEncoding.Options = TuneEncoding.Options()) {
    tokens = TuneEncoding(options)
    var constraints = TuneConstraints()
    constraints.minimumMeasures = 1
    constraints.maximumMeasures = TuneConstraints.measureLimit
    grammar = try? Grammar(options, constraints)
  }

  /// How the tune encoding took the tunes.
  public struct EncodingStatistics: Hashable, Sendable {
    public internal(set) var tokens = 0

    /// Notes of what was encoded, those of chords and grace groups included.
    public internal(set) var notes = 0

    /// The different tokens that occur.
    public internal(set) var types: Set<Int32> = []

    /// Tunes that came back from their tokens exactly as ``TuneEncoding/reduced(_:)`` says.
    public internal(set) var exact = 0

    /// Tunes that the grammar allows as they are.
    public internal(set) var accepted = 0

    public internal(set) var dropped = DroppedContent()
  }
}

extension CorpusStatistics {
  /// Counts a tune.
  public mutating func add(_ tune: Tune) {
    tunes += 1
    meters["\(tune.meter)", default: 0] += 1
    keys["\(tune.keySignature)", default: 0] += 1
    modes[tune.keySignature.mode?.abbreviation ?? "none", default: 0] += 1
    rhythms[tune.rhythm?.lowercased() ?? "not told", default: 0] += 1
    var found = features(of: tune)
    let full = tune.meter.measureDuration
    var count = 0
    for (index, measure) in (tune.voices.first?.measures ?? []).enumerated() {
      let isShort = full.map { measure.duration < $0 } ?? false
      if index == 0, isShort { found.insert(.pickUp) } else { count += 1 }
      if index > 0, let full, measure.duration != full { found.insert(.brokenMeasures) }
    }
    measures[count, default: 0] += 1
    for feature in found { features[feature, default: 0] += 1 }
    encode(tune)
  }

  private mutating func encode(_ tune: Tune) {
    guard let encoded = try? tokens.encode(tune) else { return }
    let kept = tokens.reduced(tune)
    if (try? tokens.decode(encoded.tokens, tonic: encoded.tonic)) == kept { encoding.exact += 1 }
    if grammar?.accepts(encoded.tokens) == true { encoding.accepted += 1 }
    encoding.tokens += encoded.tokens.count
    encoding.types.formUnion(encoded.tokens)
    encoding.dropped += encoded.dropped
    for voice in kept.voices {
      for measure in voice.measures {
        for item in ([measure.items] + measure.overlays).joined() {
          encoding.notes += item.notes.count + item.graces.count
        }
      }
    }
  }

  private mutating func features(of tune: Tune) -> Set<Feature> {
    var found: Set<Feature> = []
    if !tune.partOrder.isEmpty { found.insert(.parts) }
    if tune.voices.count > 1 { found.insert(.voices) }
    for voice in tune.voices {
      var key = tune.keySignature
      for measure in voice.measures {
        if measure.ending != nil { found.insert(.endings) }
        if measure.barLine.map({ $0.endedRepeats > 0 }) == true { found.insert(.repeats) }
        if !measure.overlays.isEmpty { found.insert(.overlays) }
        for item in ([measure.items] + measure.overlays).joined() {
          item.addFeatures(to: &found)
          if case .key(let change) = item { key = change }
          for note in item.notes {
            notes += 1
            pitches[note.pitch.pitch, default: 0] += 1
            lengths[Self.name(of: note.duration), default: 0] += 1
            if note.pitch.alteration != key.alteration(of: note.pitch.step) {
              found.insert(.accidentals)
            }
          }
        }
      }
    }
    return found
  }

  private static func name(of duration: NoteDuration) -> String {
    duration.denominator == 1 ? "\(duration.numerator)" : "\(duration)"
  }
}

extension MeasureItem {
  fileprivate var notes: [Note] {
    switch self {
    case .note(let note): [note]
    case .chord(let chord): chord.notes
    default: []
    }
  }

  private var ornaments: Ornaments {
    switch self {
    case .note(let note): note.ornaments
    case .chord(let chord): chord.ornaments
    case .rest(let rest): rest.ornaments
    default: .none
    }
  }

  fileprivate var graces: [Note] { ornaments.graces?.notes ?? [] }

  fileprivate func addFeatures(to found: inout Set<CorpusStatistics.Feature>) {
    switch self {
    case .chord: found.insert(.chords)
    case .tuplet: found.insert(.tuplets)
    case .chordSymbol: found.insert(.chordSymbols)
    case .meter: found.insert(.meterChange)
    case .key: found.insert(.keyChange)
    case .decoration: found.insert(.decorations)
    default: break
    }
    if notes.contains(where: \.isTied) { found.insert(.ties) }
    if !graces.isEmpty { found.insert(.graces) }
    if !ornaments.decorations.isEmpty { found.insert(.decorations) }
    if ornaments.slurStarts > 0 { found.insert(.slurs) }
    if !ornaments.syllables.isEmpty { found.insert(.lyrics) }
  }
}
