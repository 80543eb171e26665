import MusicModel
import NoteVocabulary

/// Keeps a melody to a chord progression.
///
/// Where a chord starts, the note must belong to it; on the other beats its notes are likelier,
/// and off the beat a little. Chords within the melody consist of its notes.
struct ChordFit: TokenConstraint {
  private let progression: ChordProgression

  /// Semitones from the pitch of a token to the pitch that sounds; `nil` where the header says.
  private let givenTonic: PitchName?
  private let isNormalized: Bool

  private var tonic: PitchName?
  private var meter: Meter?

  /// - Parameters:
  ///   - tonic: The tonic that the tune will have, `nil` for the one that its header names.
  ///   - isNormalized: Whether tokens are written as if the tonic were C.
  init(_ progression: ChordProgression, tonic: PitchName?, isNormalized: Bool) {
    self.progression = progression
    self.givenTonic = tonic
    self.isNormalized = isNormalized
  }

  func restrict(_ allowed: inout [Bool], at place: borrowing TunePlace) {
    guard let state = place.state, !state.isInHeader, state.isInFullMeasure, !state.isInGraces,
      state.isInGroup || startsChord(state)
    else { return }
    forEachForeignPitch(in: state) { allowed[$0] = false }
  }

  func lean(_ leaning: inout [Float], at place: borrowing TunePlace) {
    guard let state = place.state, !state.isInHeader, state.isInFullMeasure, !state.isInGroup
    else { return }
    let isOnBeat = meter?.pulse.map { state.onset.isMultiple(of: $0) } ?? true
    forEachForeignPitch(in: state) { leaning[$0] -= isOnBeat ? 1.2 : 0.4 }
  }

  mutating func advance(by token: Int32, to place: borrowing TunePlace) {
    guard place.state?.isInHeader == true else { return }
    switch TuneTokenTable.extended.tokens[Int(token)] {
    case .meter(let meter): self.meter = meter
    case .tonic(let name): tonic = name
    default: break
    }
  }

  /// Whether a chord of the progression starts here.
  private func startsChord(_ state: Grammar.State) -> Bool {
    guard !state.isInTuplet else { return false }
    let count = progression.chords(ofMeasure: state.measuresOfSection).count
    return state.onset.isMultiple(of: state.measureDuration / NoteDuration(count))
  }

  private func forEachForeignPitch(in state: Grammar.State, _ body: (Int) -> Void) {
    let symbol = progression.chord(
      ofMeasure: state.measuresOfSection, at: state.onset, of: state.measureDuration)
    guard let tones = ChordTones(symbol)?.pitchClasses else { return }
    let shift = isNormalized ? (givenTonic ?? tonic)?.pitchClass ?? 0 : 0
    for (id, pitch) in TokenKinds.pitches where !tones.contains((pitch + shift) % 12) { body(id) }
  }
}

extension NoteDuration {
  /// Whether a time is a whole number of others; zero is.
  fileprivate func isMultiple(of other: NoteDuration) -> Bool {
    other > .zero && (self / other).denominator == 1
  }
}
