import MusicModel
public import NoteVocabulary
public import Pictures

/// Turns the losses of one tune's tokens into a picture under its staff.
public enum TuneSurprise {
  /// The picture of a sequence.
  ///
  /// Notes stand where the tune has them, each accidental written out.
  ///
  /// - Parameters:
  ///   - sequence: The tokens, from the start token to the end token.
  ///   - losses: The loss of each token after the first, in nats.
  public static func chart(
    title: String, _ sequence: [Int32], losses: [Float], _ vocabulary: Vocabulary
  ) -> SurpriseChart {
    var staff = StaffMarks(vocabulary)
    let columns = zip(sequence.dropFirst(), losses).map { token, loss in
      SurpriseChart.Column(
        vocabulary.symbol(of: token) ?? "?", nats: Double(loss), mark: staff.mark(token))
    }
    return SurpriseChart(title: title, columns: columns, hasStaff: vocabulary.kind == .tune)
  }
}

/// What the tokens of a tune write on a staff, one after the other.
private struct StaffMarks {
  private let tokens: [TuneToken]
  private let isRelative: Bool
  private var toSounding = Interval(steps: 0, semitones: 0)
  private var unit = NoteDuration(1, 8)
  private var next: NoteDuration?

  init(_ vocabulary: Vocabulary) {
    let options = vocabulary.tuneOptions ?? TuneEncoding.Options()
    tokens = vocabulary.kind == .tune ? TuneTokenTable.table(options).tokens : []
    isRelative = options.normalizesKey
  }

  mutating func mark(_ token: Int32) -> SurpriseChart.Mark {
    guard tokens.indices.contains(Int(token)) else { return .none }
    switch tokens[Int(token)] {
    case .unit(let duration): unit = duration
    case .duration(let duration): next = duration
    case .tonic(let tonic):
      if isRelative { toSounding = Transposition.interval(fromCTo: tonic) }
    case .pitch(let pitch):
      let sounding = pitch.transposed(by: toSounding)
      return .note(
        position: sounding.staffPosition - SpelledPitch(.e, octave: 4).staffPosition,
        accidental: sounding.alteration, duration: takeDuration())
    case .rest:
      _ = takeDuration()
      return .rest
    case .bar(let line):
      return .barLine(isThick: line.style != .single || line.endedRepeats + line.startedRepeats > 0)
    default: break
    }
    return .none
  }

  private mutating func takeDuration() -> Double {
    defer { next = nil }
    return (next ?? unit).wholeNotes
  }
}
