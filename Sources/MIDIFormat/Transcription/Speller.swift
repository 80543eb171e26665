internal import MusicModel

/// Chooses letters and accidentals for pitches.
///
/// Pitches of the key have its letters. Others are spelled within twelve neighbouring fifths around
/// the key; the two at each edge go up where the line moves up a semitone, and down where it moves
/// down.
struct Speller {
  private let keys: [(start: Int, key: KeySignature)]

  /// The pitch that follows each place in the voice.
  private var following: [Int: Int] = [:]

  init(keys: [(start: Int, key: KeySignature)]) {
    self.keys = keys
  }

  /// Takes note of where each event leads.
  mutating func prepare(_ events: [ScoreEvent]) {
    following = [:]
    for (event, next) in zip(events, events.dropFirst()) {
      following[event.onset] = next.highest
    }
  }

  func spell(_ pitch: Int, at place: Int) -> SpelledPitch {
    let key = keys.last { $0.start <= place }?.key ?? .cMajor
    for step in PitchStep.allCases {
      let alteration = key.alteration(of: step)
      if (step.semitones + alteration - pitch) % 12 == 0 {
        return SpelledPitch(step, alteration: alteration, octave: 0).moved(to: pitch)
      }
    }
    let next = following[place].map { $0 - pitch }
    return name(pitch, sharps: key.sharps, next: next).moved(to: pitch)
  }

  private func name(_ pitch: Int, sharps: Int, next: Int?) -> SpelledPitch {
    // Fifths above C that sound as this pitch class, one every twelve.
    let base = (pitch * 7) % 12
    let lowest = sharps - 3
    var fifths = lowest + ((base - lowest) % 12 + 12) % 12
    let above = fifths - lowest
    if above >= 10, next == -1 { fifths -= 12 }
    if above <= 1, next == 1 { fifths += 12 }
    let rounds = Int((Double(fifths + 1) / 7).rounded(.down))
    let letters: [PitchStep] = [.f, .c, .g, .d, .a, .e, .b]
    return SpelledPitch(letters[fifths + 1 - 7 * rounds], alteration: rounds, octave: 0)
  }
}

extension SpelledPitch {
  /// The same letter and accidental in the octave where it sounds as a pitch.
  fileprivate func moved(to pitch: Int) -> SpelledPitch {
    SpelledPitch(step, alteration: alteration, octave: octave + (pitch - self.pitch) / 12)
  }
}
