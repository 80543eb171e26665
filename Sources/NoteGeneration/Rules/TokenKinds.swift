import Foundation
import MusicModel
import NoteVocabulary

/// The tokens of the tune encoding by kind, with what rules need to know of them.
enum TokenKinds {
  /// Pitches and their MIDI notes.
  static let pitches: [(id: Int, pitch: Int)] = ids { token in
    if case .pitch(let pitch) = token { pitch.pitch } else { nil }
  }

  /// Durations and the logarithms to base 2 of their lengths in whole notes.
  static let durations: [(id: Int, logarithm: Double)] = ids { token in
    if case .duration(let duration) = token { log2(duration.wholeNotes) } else { nil }
  }

  /// Tuplets and the logarithms to base 2 of how much they speed notes up.
  static let tuplets: [(id: Int, logarithm: Double)] = ids { token in
    guard case .tuplet(let tuplet) = token else { return nil }
    return log2(Double(tuplet.actual) / Double(tuplet.normal))
  }

  private static func ids<Value>(_ value: (TuneToken) -> Value?) -> [(id: Int, Value)] {
    TuneTokenTable.extended.tokens.enumerated().compactMap { id, token in
      value(token).map { (id, $0) }
    }
  }
}
