/// Instruments that tunes are played on, with the notes that lie well on them.
public enum Instrument: String, CaseIterable, Sendable {
  /// A whistle in D, written an octave below its sound.
  case whistleInD = "whistle-D"

  /// The violin in first position.
  case fiddle

  /// Uilleann pipes in D.
  case pipes

  /// A wooden flute in D.
  case flute

  /// A button accordion in B and C.
  case accordion

  /// A voice of middle height.
  case voice

  /// The lowest and highest MIDI note, as written.
  public var range: ClosedRange<Int> {
    switch self {
    case .whistleInD, .flute: 62...83
    case .fiddle: 55...83
    case .pipes: 62...86
    case .accordion: 59...84
    case .voice: 57...76
    }
  }
}
