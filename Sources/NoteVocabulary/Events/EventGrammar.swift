public import MusicModel

/// Which token may come next in music as played.
///
/// - The piece starts with a measure that has a meter, and with a tempo.
/// - Positions rise within a measure and stay below its end; at each, parts come in order, and the
///   notes of a part from high to low, a pitch at most sixteen times.
/// - A part says its velocity and length before its first note.
/// - No note is longer than the measures that may still come.
/// - The piece ends after a note, with as many measures as asked for.
///
/// Whatever is drawn, the piece can be completed: there are no dead ends.
public struct EventGrammar: TokenGrammar {
  /// The fewest measures of a piece.
  public let minimumBars: Int

  /// The most measures of a piece.
  public let maximumBars: Int

  /// The meter of the whole piece; the model's choice if `nil`.
  public let meter: Meter?

  let table = EventTokenTable.standard

  /// - Throws: ``ConstraintError`` for a meter that has no token.
  /// - Precondition: There are as many measures as a minimum of one asks for.
  public init(
    minimumBars: Int = 1, maximumBars: Int = 64, meter: Meter? = nil
  ) throws(ConstraintError) {
    precondition(1 <= minimumBars && minimumBars <= maximumBars, "\(minimumBars) bars")
    self.minimumBars = minimumBars
    self.maximumBars = maximumBars
    self.meter = meter.map { Meter($0.beats, $0.beatUnit) }
    if let meter, !EventTokenTable.meters.contains(Meter(meter.beats, meter.beatUnit)) {
      throw .unsupportedMeter(meter)
    }
  }

  /// The state before the first token, `<s>`.
  public func initialState() -> State { State() }
}

extension EventGrammar {
  /// Where a piece stands after some tokens.
  public struct State: TokenGrammarState, Hashable {
    /// The last token's kind, in the order in which kinds may follow each other at a position.
    enum Stage: Int, Comparable, Hashable, Sendable {
      case start, beforeMusic, emptyBars, bar, position, tempo, sound, layer, velocity, wholeNotes,
        duration, note, ended

      static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    var stage = Stage.start

    /// Measures begun.
    var bars = 0
    var barSteps = 0

    /// The position in the measure; -1 at its start.
    var position = -1
    var hasTempo = false

    /// How many measures the last token skipped.
    var span = 0

    /// Whether the meter may change here: right after the bar.
    var mayChangeMeter = false

    // The part at hand; no sound before the first.
    var sound = -1
    var layer = 0

    /// The part of the last note at this position, and its pitch; -1 and 128 without one.
    var lastPart = -1
    var lastPitch = 128
    var repeats = 0

    /// The parts that have said velocity and length.
    var knownParts: Set<Int> = []

    // What the note to come has said.
    var hasVelocity = false
    var hasDuration = false

    /// The whole notes added to its length, last and in all.
    var lastWholeNotes = Int.max
    var wholeNotes = 0

    /// Whether the piece is complete, `</s>` included.
    public var hasEnded: Bool { stage == .ended }
  }
}

extension EventGrammar.State {
  var part: Int { sound < 0 ? -1 : sound * EventTokenTable.layerCount + layer }

  /// Whether no note is begun, so that time may go on.
  var isBetweenNotes: Bool { stage == .bar || stage == .tempo || stage == .note }

  /// How often a pitch may come again at one position.
  static let mostRepeats = 15

  /// Whether the part at hand has a pitch left at this position.
  var canAddNote: Bool { part != lastPart || lastPitch > 0 || repeats < Self.mostRepeats }

  /// The kind of token after which the next one of a note must come.
  var noteStage: Stage { stage == .note ? .tempo : stage }
}
