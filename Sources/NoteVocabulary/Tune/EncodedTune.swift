public import MusicModel

/// A tune as tokens, with a count of what the tokens leave out.
public struct EncodedTune: Hashable, Sendable {
  /// The ids, from `<s>` to `</s>`.
  public var tokens: [Int32]

  /// The tonic at the start, which decoding needs where the tokens do not hold it; `nil` where the
  /// key has none.
  public var tonic: PitchName?

  /// What was left out, by kind.
  public var dropped: DroppedContent

  public init(tokens: [Int32], tonic: PitchName?, dropped: DroppedContent) {
    self.tokens = tokens
    self.tonic = tonic
    self.dropped = dropped
  }
}

/// How many things of each kind the encoding left out of a tune.
public struct DroppedContent: Hashable, Sendable {
  /// A kind of thing that tokens do not cover.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case titles, referenceNumbers = "reference numbers", textFields = "text fields"
    case rhythmTexts = "rhythm texts", tempi, partOrders = "part orders"
    case partLabels = "part labels", voices, voiceProperties = "voice properties"
    case overlays, decorations, annotations, chordSymbols = "chord symbols", slurs, syllables
    case courtesyAccidentals = "courtesy accidentals"
    case nestedGraces = "graces on graces"
    case impossibleTuplets = "impossible tuplets"
    case looseTies = "loose ties"
    case directives
    case drumNotes = "drum notes"
    case remotePitches = "notes beyond the piano"
    case keySignatures = "key signatures"
    case unusualMeters = "unusual meters"
    case drumKits = "drum kits"
  }

  private var counts = [Int](repeating: 0, count: Kind.allCases.count)

  public init() {}

  /// The number of things of one kind.
  public internal(set) subscript(kind: Kind) -> Int {
    get { counts[kind.index] }
    set { counts[kind.index] = newValue }
  }

  /// The kinds that occur, with their numbers.
  public var nonzero: [(kind: Kind, count: Int)] {
    Kind.allCases.map { ($0, self[$0]) }.filter { $0.count > 0 }
  }

  public static func += (left: inout Self, right: Self) {
    for index in left.counts.indices { left.counts[index] += right.counts[index] }
  }
}

extension DroppedContent.Kind {
  fileprivate var index: Int {
    switch self {
    case .titles: 0
    case .referenceNumbers: 1
    case .textFields: 2
    case .rhythmTexts: 3
    case .tempi: 4
    case .partOrders: 5
    case .partLabels: 6
    case .voices: 7
    case .voiceProperties: 8
    case .overlays: 9
    case .decorations: 10
    case .annotations: 11
    case .chordSymbols: 12
    case .slurs: 13
    case .syllables: 14
    case .courtesyAccidentals: 15
    case .nestedGraces: 16
    case .impossibleTuplets: 17
    case .looseTies: 18
    case .directives: 19
    case .drumNotes: 19
    case .remotePitches: 20
    case .keySignatures: 21
    case .unusualMeters: 22
    case .drumKits: 23
    }
  }
}
