import Playback

/// What a person has in hand while a piece plays: keys, Ctrl-C and a status line.
final class PlayHand {
  private let flag = InterruptFlag()
  private let interrupt: Interrupt
  private let keys: Keys
  private let status: PlayStatus?

  /// - Parameters:
  ///   - whole: The whole piece at its written speed.
  ///   - played: What of it is played, a count before it included.
  init(
    _ piece: MusicFile.Piece, whole: EventSchedule, played: EventSchedule,
    controls: PlaybackControls, isQuiet: Bool
  ) {
    interrupt = Interrupt { [flag] in
      flag.set()
      controls.stop()
    }
    keys = Keys { controls.press($0, played) }
    status =
      isQuiet
      ? nil
      : PlayStatus(
        piece: piece, schedule: whole, played: played, controls: controls, hasKeys: keys.isActive)
  }

  /// Lets go of the terminal.
  func end() {
    keys.end()
    status?.end()
    interrupt.cancel()
  }

  /// Whether somebody pressed Ctrl-C.
  var wasInterrupted: Bool { flag.isSet }
}

extension PlaybackControls {
  /// Does what a key of the terminal stands for; others are left alone.
  fileprivate func press(_ key: Character, _ schedule: EventSchedule) {
    switch key {
    case " ", "p": isPaused.toggle()
    case "←": seek(to: schedule.frame(measures: -1, from: position))
    case "→": seek(to: schedule.frame(measures: 1, from: position))
    case "0": seek(to: schedule.startFrame)
    case "-": tempoPercent -= 5
    case "+", "=": tempoPercent += 5
    case "↓": transposition -= 1
    case "↑": transposition += 1
    case "l": isLooping.toggle()
    case "q": stop()
    default: break
    }
  }
}
