/// An instrument that stands in for one that the font lacks.
public struct ProgramSubstitution: Hashable, Sendable {
  /// The General MIDI program that was asked for, 0...127.
  public var program: Int

  /// The program that sounds.
  public var replacement: Int
}

extension EventSchedule {
  /// A schedule for the instruments that a font has.
  ///
  /// A missing program becomes the nearest of its family of eight, then the nearest of all.
  ///
  /// - Returns: `initialPrograms` are the program changes of channels that begin without one.
  func substitutingPrograms(
    missingFrom font: SoundFontFile
  ) -> (
    schedule: EventSchedule, initialPrograms: [ChannelMessage],
    substitutions: [ProgramSubstitution]
  ) {
    var table: [Int: Int] = [:]
    func replacement(for program: Int) -> Int {
      if let known = table[program] { return known }
      let nearest = font.program(nearestTo: program)
      table[program] = nearest
      return nearest
    }
    let mapped = mapMessages { message in
      guard message.kind == .programChange, message.channel != 9 else { return message }
      return ChannelMessage(
        .programChange, channel: Int(message.channel), replacement(for: Int(message.data1)))
    }
    var initial: [ChannelMessage] = []
    for channel in channelsWithoutProgram where channel != 9 {
      initial.append(ChannelMessage(.programChange, channel: channel, replacement(for: 0)))
    }
    let substitutions = table.filter { $0.key != $0.value }
      .map { ProgramSubstitution(program: $0.key, replacement: $0.value) }
      .sorted { $0.program < $1.program }
    return (mapped, initial, substitutions)
  }

  /// The channels that have a note before their first program change.
  private var channelsWithoutProgram: [Int] {
    var seen: Set<UInt8> = []
    var result: [Int] = []
    for event in events {
      let channel = event.message.channel
      switch event.message.kind {
      case .programChange: seen.insert(channel)
      case .noteOn where seen.insert(channel).inserted: result.append(Int(channel))
      default: break
      }
    }
    return result
  }
}

extension SoundFontFile {
  /// The program that stands for one of General MIDI: itself, the nearest of its family of eight,
  /// or the nearest of all.
  public func program(nearestTo program: Int) -> Int {
    func distance(_ other: Int) -> Int {
      (other / 8 == program / 8 ? 0 : 1000) + abs(other - program)
    }
    let available = presets.filter { $0.bank == 0 }.map(\.program)
    return available.min { (distance($0), $0) < (distance($1), $1) } ?? program
  }
}
