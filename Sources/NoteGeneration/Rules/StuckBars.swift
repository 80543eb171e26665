import NoteVocabulary

/// Refuses a measure that comes a third time in a row.
///
/// A repeated part is good, and so is a measure that comes twice; a model that is stuck goes on
/// with the same one. The last token that would complete the third is taken away.
struct StuckBars: TokenConstraint {
  /// The tokens of the present measure and of the two before it, bar lines left out.
  private var present: [Int32] = []
  private var last: [Int32] = []
  private var lastButOne: [Int32] = []

  func restrict(_ allowed: inout [Bool], at place: borrowing TunePlace) {
    guard last == lastButOne, present.count + 1 == last.count, last.starts(with: present),
      let completing = last.last
    else { return }
    allowed[Int(completing)] = false
  }

  mutating func advance(by token: Int32, to place: borrowing TunePlace) {
    guard place.state?.isInHeader == false else { return }
    switch TuneTokenTable.extended.tokens[Int(token)] {
    case .bar:
      (lastButOne, last, present) = (last, present, [])
    case .ending, .unit: break
    default: present.append(token)
    }
  }
}
