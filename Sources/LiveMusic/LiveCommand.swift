public import MusicModel
public import NoteVocabulary

/// A wish for the bars to come.
public enum LiveCommand: Hashable, Sendable {
  /// Safer (negative) or wilder (positive), in hundredths.
  case temperature(by: Int)

  /// The temperature itself.
  case setTemperature(Double)

  /// Slower or faster, in hundredths of the usual speed.
  case tempo(by: Int)
  case setTempo(percent: Int)

  /// Fifths up or down; the tune goes on in the new key.
  case fifths(Int)

  /// The tonic itself, in fifths above D.
  case setFifths(Int)

  /// The next mode: major, mixolydian, dorian, minor.
  case nextMode

  case nextRhythm
  case setRhythm(RhythmKind)
  case nextProgram
  case setProgram(Int)

  /// Another tune.
  case newTune

  /// Listens and answers, or plays sets again.
  case toggleAnswers
}

extension LiveSettings {
  /// The settings after a wish.
  ///
  /// - Parameter key: The key that sounds now.
  public func applying(_ command: LiveCommand, in key: KeySignature) -> LiveSettings {
    var result = self
    switch command {
    case .temperature(let hundredths): result.temperature += Double(hundredths) / 100
    case .setTemperature(let value): result.temperature = value
    case .tempo(let hundredths): result.tempoPercent += hundredths
    case .setTempo(let percent): result.tempoPercent = percent
    case .fifths(let fifths): result.key = key.moved(fifths: fifths)
    case .setFifths(let fifths):
      result.key = PitchName(fifths: PitchName(.d).fifths + fifths).map {
        KeySignature($0, key.mode ?? .major)
      }
    case .nextMode:
      let mode = key.mode.flatMap { Self.modes.firstIndex(of: $0) } ?? 0
      result.key = key.tonic.map {
        KeySignature($0, Self.modes[(mode + 1) % Self.modes.count])
      }
    case .nextRhythm:
      let place = rhythm.flatMap { Self.rhythms.firstIndex(of: $0) } ?? -1
      result.rhythm = Self.rhythms[(place + 1) % Self.rhythms.count]
    case .setRhythm(let rhythm): result.rhythm = rhythm
    case .nextProgram:
      let place = Self.programs.firstIndex(of: program) ?? -1
      result.program = Self.programs[(place + 1) % Self.programs.count]
    case .setProgram(let program): result.program = program
    case .newTune: result.restarts += 1
    case .toggleAnswers: result.answers.toggle()
    }
    return result.clamped
  }

  /// The modes of dance music, by how bright they are.
  static let modes: [Mode] = [.major, .mixolydian, .dorian, .minor]

  /// The kinds of tune that ``LiveCommand/nextRhythm`` goes through.
  public static let rhythms: [RhythmKind] = [
    .jig, .reel, .hornpipe, .polka, .slipJig, .waltz, .strathspey, .march,
  ]

  /// Flute, whistle, fiddle, concertina, accordion, pipes, banjo, guitar, harp, piano.
  public static let programs = [73, 78, 110, 23, 21, 109, 105, 24, 46, 0]
}
