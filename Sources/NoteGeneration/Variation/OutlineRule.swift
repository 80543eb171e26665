import NoteVocabulary

/// Writes the header and the measures of an ``Outline`` that stay.
struct OutlineRule: TokenConstraint {
  private let outline: Outline
  private let frame: TuneFrame

  /// The measure that is being written, and how many tokens of its notes are there.
  private var measure = 0
  private var written = 0

  init(_ outline: Outline) {
    self.outline = outline
    frame = outline.frame
  }

  func restrict(_ allowed: inout [Bool], at place: borrowing TunePlace) {
    guard let state = place.state, let grammar = place.grammar else { return }
    if state.isInHeader {
      let index = place.tokens.count
      if frame.header.indices.contains(index) { Self.keep(frame.header[index], of: &allowed) }
      return
    }
    if outline.kept.contains(measure) {
      let content = frame.content(ofMeasure: measure)
      if content.indices.contains(written) {
        if allowed[Int(content[written])] { Self.keep(content[written], of: &allowed) }
      } else {
        allowed[Self.tie] = false
      }
    } else if outline.kept.contains(measure + 1), grammar.frameMeasureIsFull(state) {
      allowed[Self.tie] = false
    }
  }

  mutating func advance(by token: Int32, to place: borrowing TunePlace) {
    guard let state = place.state, !state.isInHeader else { return }
    switch TuneTokenTable.extended.tokens[Int(token)] {
    case .bar, .ending, .unit:
      if state.measureOfFrame != measure { (measure, written) = (state.measureOfFrame, 0) }
    default: written += 1
    }
  }

  private static let tie = Int(TuneTokenTable.extended.requiredID(of: .tie))

  private static func keep(_ token: Int32, of allowed: inout [Bool]) {
    for id in allowed.indices where id != Int(token) { allowed[id] = false }
  }
}
