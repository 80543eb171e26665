/// The drum map of General MIDI, keys 35...81, with a bodhrán below it.
enum DrumKit {
  /// What a key plays.
  struct Stroke {
    var key: Int
    var sound: DrumSound

    /// How far the sound is moved, in semitones.
    var tuning = 0

    /// Sounds of one class end each other; zero for none.
    var exclusiveClass = 0
  }

  /// Every key of the standard kit.
  static let standard: [Stroke] = bodhran + drums + percussion

  /// A kit whose bass, snare and toms are strokes of the bodhrán, for the same patterns.
  static let bodhranKit: [Stroke] = standard.map { stroke in
    switch stroke.key {
    case 35, 36: Stroke(key: stroke.key, sound: .bodhran)
    case 37: Stroke(key: stroke.key, sound: .bodhranRim)
    case 38, 40: Stroke(key: stroke.key, sound: .pressedBodhran)
    case 41...50 where stroke.sound == .tom:
      Stroke(key: stroke.key, sound: .bodhran, tuning: stroke.tuning / 2 + 3)
    default: stroke
    }
  }

  /// Keys 27...34: from the open skin to the pressed one and the rim.
  private static let bodhran = [
    Stroke(key: 27, sound: .bodhran, tuning: -2), Stroke(key: 28, sound: .bodhran),
    Stroke(key: 29, sound: .bodhran, tuning: 3),
    Stroke(key: 30, sound: .pressedBodhran, tuning: -3),
    Stroke(key: 31, sound: .pressedBodhran), Stroke(key: 32, sound: .pressedBodhran, tuning: 5),
    Stroke(key: 33, sound: .bodhranRim), Stroke(key: 34, sound: .bodhranRim, tuning: 4),
  ]

  private static let drums = [
    Stroke(key: 35, sound: .bass, tuning: -2), Stroke(key: 36, sound: .bass),
    Stroke(key: 37, sound: .rim), Stroke(key: 38, sound: .snare), Stroke(key: 39, sound: .clap),
    Stroke(key: 40, sound: .snare, tuning: 2), Stroke(key: 41, sound: .tom, tuning: -6),
    Stroke(key: 42, sound: .closedHat, exclusiveClass: 1),
    Stroke(key: 43, sound: .tom, tuning: -3),
    Stroke(key: 44, sound: .closedHat, tuning: -2, exclusiveClass: 1),
    Stroke(key: 45, sound: .tom), Stroke(key: 46, sound: .openHat, exclusiveClass: 1),
    Stroke(key: 47, sound: .tom, tuning: 3), Stroke(key: 48, sound: .tom, tuning: 6),
    Stroke(key: 49, sound: .crash), Stroke(key: 50, sound: .tom, tuning: 9),
    Stroke(key: 51, sound: .ride), Stroke(key: 52, sound: .crash, tuning: -3),
    Stroke(key: 53, sound: .rideBell), Stroke(key: 54, sound: .tambourine),
    Stroke(key: 55, sound: .crash, tuning: 4), Stroke(key: 56, sound: .cowbell),
    Stroke(key: 57, sound: .crash, tuning: 2), Stroke(key: 58, sound: .vibraslap),
    Stroke(key: 59, sound: .ride, tuning: 2),
  ]

  private static let percussion = [
    Stroke(key: 60, sound: .conga, tuning: 10), Stroke(key: 61, sound: .conga, tuning: 5),
    Stroke(key: 62, sound: .mutedConga), Stroke(key: 63, sound: .conga, tuning: 1),
    Stroke(key: 64, sound: .conga, tuning: -4), Stroke(key: 65, sound: .timbale),
    Stroke(key: 66, sound: .timbale, tuning: -5), Stroke(key: 67, sound: .agogo, tuning: 4),
    Stroke(key: 68, sound: .agogo), Stroke(key: 69, sound: .cabasa),
    Stroke(key: 70, sound: .maraca),
    Stroke(key: 71, sound: .scratch, tuning: 7), Stroke(key: 72, sound: .scratch),
    Stroke(key: 73, sound: .scratch, tuning: 3), Stroke(key: 74, sound: .longGuiro),
    Stroke(key: 75, sound: .claves), Stroke(key: 76, sound: .woodBlock, tuning: 5),
    Stroke(key: 77, sound: .woodBlock), Stroke(key: 78, sound: .cuica, tuning: 5),
    Stroke(key: 79, sound: .cuica), Stroke(key: 80, sound: .shortTriangle, exclusiveClass: 2),
    Stroke(key: 81, sound: .triangle, exclusiveClass: 2),
  ]
}
