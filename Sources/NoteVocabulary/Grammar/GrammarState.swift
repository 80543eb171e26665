import MusicModel

extension Grammar {
  /// Where a tune stands after some tokens.
  ///
  /// Times are ticks of 1/64 of a whole note.
  public struct State: TokenGrammarState, Hashable {
    enum Stage: UInt8, Hashable, Sendable {
      case start, rhythm, meter, mode, tonic, plan, unit, music, ended
    }

    /// How long the present measure has to be.
    enum MeasureKind: UInt8, Hashable, Sendable {
      /// The tune's first: shorter than the meter it is the pick-up.
      case first
      /// The pick-up of a later section.
      case pickup
      case full
    }

    enum Ending: UInt8, Hashable, Sendable {
      case none, first
      /// The first has ended, and the second must start.
      case due
      case second
    }

    enum Group: UInt8, Hashable, Sendable {
      case none, graces, chord
    }

    /// How far a chord symbol is written; it stands before a note, chord or rest.
    enum Symbol: UInt8, Hashable, Sendable {
      case none
      /// Quality or bass may follow.
      case root
      /// A bass may follow.
      case quality
      /// The bass must follow.
      case slash
      case complete
    }

    enum FinalNote: UInt8, Hashable, Sendable {
      case any, tonic
      /// Anything but the tonic as a single note.
      case other
    }

    enum KeyChange: UInt8, Hashable, Sendable {
      case none
      /// The mode is written, and the tonic must follow.
      case mode
      /// The present measure has its change.
      case complete
    }

    var stage = Stage.start
    var rhythm: RhythmKind?
    var mode = Mode.major
    var tonic = 0
    var unit = 0

    /// The sections that the header has told, and the digits of the next one's measures.
    var plan: [TuneForm.Section] = []
    var planned = 0

    /// Whether the plan has said its last word: that the tune ends on the tonic.
    var plansTonic = false

    /// What the last note has to be, because it was asked for or is planned.
    var finalNote = FinalNote.any

    /// The ticks of a full measure.
    var measureTicks = 0

    /// The ticks of the tune's pick-up, 0 without one.
    var opening = 0

    /// The ticks of the present section's pick-up: what the measure before the section left open.
    var pickup = 0

    var kind = MeasureKind.first

    /// Ticks since the measure's start; within a tuplet, up to the tuplet's start.
    var position = 0

    /// Measures completed in the tune and in the present section; see ``TuneConstraints/measures``.
    var measures = 0
    var section = 0
    var sectionMeasures = 0

    /// Whether the section started with a start repeat, so that it must be repeated.
    var mustRepeat = false
    var ending = Ending.none

    /// ``measures`` and ``sectionMeasures`` where the first ending starts.
    var measuresBeforeEnding = 0
    var sectionMeasuresBeforeEnding = 0

    /// ``sectionMeasures`` where the first ending ends.
    var sectionMeasuresAfterEnding = 0

    /// Whether the tune may end here, and whether it may go on.
    var mayEnd = false
    var mayContinue = true

    /// Ticks of the duration token before its note, 0 without one.
    var pendingDuration = 0

    /// The grace notes that wait for their note.
    var graces = 0

    var chordSymbol = Symbol.none
    var keyChange = KeyChange.none

    var group = Group.none
    var groupCount = 0
    var chordPitches: UInt128 = 0

    /// The pitch just written, which may be tied on; -1 if none.
    var tieable = -1

    /// The pitch that must come next, because it is tied; -1 if none.
    var tied = -1

    /// Whether the last item is the tonic; kept only where the end has to be, or must not be.
    var isOnTonic = false

    /// The measure of the frame, and how many of its first signs are written.
    var frameMeasure = 0
    var frameTokens = 0

    var tupletNotesLeft = 0
    var tupletActual = 0
    var tupletNormal = 0

    /// Written ticks of the tuplet's notes so far.
    var tupletTicks = 0
  }
}

extension Grammar.State {
  /// Whether the tune is complete, `</s>` included.
  public var hasEnded: Bool { stage == .ended }

  /// Whether the music has not begun.
  public var isInHeader: Bool { stage != .music && stage != .ended }

  /// Whether the next token names the tonic.
  public var expectsTonic: Bool { stage == .tonic }

  /// Whether no symbol of the present measure has been written.
  package var isAtMeasureStart: Bool {
    position == 0 && isBetweenItems && tupletNotesLeft == 0 && chordSymbol == .none
  }

  /// Whether no duration, graces or chord wait for their note.
  var isBetweenItems: Bool { pendingDuration == 0 && graces == 0 && group == .none }
}
