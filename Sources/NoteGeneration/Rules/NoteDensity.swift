import Foundation
import MusicModel
import NoteVocabulary

/// Leans towards shorter or longer notes until a tune has as many in a measure as asked for.
///
/// The leaning follows from how many notes there are so far and how many there should be: on a
/// note of half the length it is ``strength`` nats for each factor e between the two.
struct NoteDensity: TokenConstraint {
  let notesPerMeasure: Double

  private static let strength = 6.0
  private static let limit = 6.0

  /// The measures that the wish counts for before the first note.
  private static let patience = 1.0

  private var notes = 0.0
  private var measures = 0.0

  init(notesPerMeasure: Double) {
    self.notesPerMeasure = notesPerMeasure
  }

  func lean(_ leaning: inout [Float], at place: borrowing TunePlace) {
    guard let state = place.state, !state.isInHeader, !state.isInGroup else { return }
    let progress =
      state.measureDuration > .zero
      ? state.onset.wholeNotes / state.measureDuration.wholeNotes : 0
    let expected = notesPerMeasure * (measures + progress + Self.patience)
    let found = notes + notesPerMeasure * Self.patience
    let pull = max(-Self.limit, min(Self.limit, Self.strength * log(expected / found)))
    let unit = log2(state.unitLength.wholeNotes)
    for (id, length) in TokenKinds.durations { leaning[id] += Float(pull * (unit - length)) }
    for (id, haste) in TokenKinds.tuplets { leaning[id] += Float(pull * haste) }
  }

  mutating func advance(by token: Int32, to place: borrowing TunePlace) {
    guard let state = place.state, !state.isInHeader else { return }
    switch TuneTokenTable.extended.tokens[Int(token)] {
    case .pitch where !state.isInGroup: notes += 1
    case .chordEnd: notes += 1
    case .tie: notes -= 1
    case .bar where notes > 0: measures += 1
    default: break
    }
  }
}
