package import MusicModel

extension Grammar.State {
  /// Time since the measure's start; within a tuplet, up to the tuplet's start.
  package var onset: NoteDuration { NoteDuration(position, TuneTokenTable.ticksPerWhole) }

  /// The length of a full measure; zero in the header.
  package var measureDuration: NoteDuration {
    NoteDuration(measureTicks, TuneTokenTable.ticksPerWhole)
  }

  /// The length of a note that no duration token stands before, in whole notes.
  package var unitLength: NoteDuration { NoteDuration(unit, TuneTokenTable.ticksPerWhole) }

  /// Measures completed in the present section, pick-ups not counted.
  package var measuresOfSection: Int { sectionMeasures }

  /// Whether the present measure is one that counts: no pick-up.
  package var isInFullMeasure: Bool { kind == .full }

  /// Whether a tuplet is open.
  package var isInTuplet: Bool { tupletNotesLeft > 0 }

  /// Whether a chord or grace notes are open.
  package var isInGroup: Bool { group != .none }

  /// Whether grace notes are open.
  package var isInGraces: Bool { group == .graces }
}
