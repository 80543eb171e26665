import MusicModel
import NoteVocabulary

/// Where in the beat the notes of a dance are played in a session, and how loud.
struct SessionTiming {
  /// Pairs of a written and a played place within the beat, in parts of the beat.
  private let places: [NoteDuration: NoteDuration]

  private let pulse: NoteDuration

  /// `nil` in free meter.
  init?(_ kind: RhythmKind?, in meter: Meter) {
    guard let pulse = meter.pulse else { return nil }
    // Meters in halves are felt and played in quarters.
    self.pulse = meter.isCompound ? pulse : min(pulse, NoteDuration(1, 4))
    let half = NoteDuration(1, 2)
    switch kind {
    case .hornpipe, .barndance, .fling, .clog, .schottische:
      places = [
        NoteDuration(1, 4): NoteDuration(1, 3), half: NoteDuration(2, 3),
        NoteDuration(3, 4): NoteDuration(5, 6),
      ]
    case .reel, .polka: places = [half: NoteDuration(13, 24)]
    case _ where meter.isCompound:
      places = [
        NoteDuration(1, 3): NoteDuration(3, 8), NoteDuration(2, 3): NoteDuration(17, 24),
      ]
    default: places = [:]
    }
  }

  /// Where a time of a measure is played.
  func played(_ time: NoteDuration) -> NoteDuration {
    let (beat, rest) = split(time)
    guard let moved = places[rest / pulse] else { return time }
    return pulse * beat + pulse * moved
  }

  /// How loud a note is that starts at a time of a measure.
  func velocity(at time: NoteDuration) -> Int {
    let (beat, rest) = split(time)
    if rest > .zero { return 74 }
    return beat == 0 ? 98 : beat.isMultiple(of: 2) ? 90 : 86
  }

  private func split(_ time: NoteDuration) -> (beat: Int, rest: NoteDuration) {
    let beats = time / pulse
    let beat = beats.numerator / beats.denominator
    return (beat, time - pulse * beat)
  }
}
