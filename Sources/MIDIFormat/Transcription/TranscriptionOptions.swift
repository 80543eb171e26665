internal import MusicModel

/// How a performance is written down as a tune.
public struct TranscriptionOptions: Hashable, Sendable {
  /// Which of the parts are written.
  public enum Selection: Hashable, Sendable {
    /// Every part but percussion, each as one voice or, where its notes overlap, as several.
    case allParts

    /// The part that carries the tune, its highest notes where several sound.
    case melody
  }

  public var selection: Selection

  /// Whether sections that are played twice are written once, between repeat signs.
  public var foldsRepeats: Bool

  public init(selection: Selection = .allParts, foldsRepeats: Bool = true) {
    self.selection = selection
    self.foldsRepeats = foldsRepeats
  }
}

/// Why a performance cannot be written down.
public enum TranscriptionError: Error, Hashable, Sendable {
  /// No part but percussion has a note.
  case noNotes

  /// The music has more than ``maximumMeasureCount`` measures.
  case tooManyMeasures

  /// All voices together have more than ``maximumVoiceMeasureCount`` measures.
  case tooManyVoices(Int)

  /// The most measures that a tune is given.
  public static let maximumMeasureCount = 20_000

  /// The most measures that all voices together are given.
  public static let maximumVoiceMeasureCount = 2_000_000

  /// How long as many measures can be: a time signature has at most 255 whole notes.
  static let longestDuration = NoteDuration(255 * maximumMeasureCount)
}

extension TranscriptionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noNotes: "no part but percussion has notes; nothing to write down"
    case .tooManyMeasures:
      "more than \(TranscriptionError.maximumMeasureCount) measures; "
        + "the times of the notes are far apart beyond reason"
    case .tooManyVoices(let count):
      "\(count) voices with more than \(TranscriptionError.maximumVoiceMeasureCount) measures "
        + "in all; expected fewer parts, or a shorter piece"
    }
  }
}
