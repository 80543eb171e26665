public import SafeFiles

/// Why music cannot be heard.
public enum PlaybackError: Error, Equatable, Sendable {
  /// No place of the search holds a usable SoundFont.
  case noSoundFont(searched: [String])

  /// A SoundFont that was asked for is not one, is damaged, or does not load.
  case soundFont(path: String, reason: String)

  /// FluidSynth did not start, or refused a setting.
  case synthesizer(reason: String)

  /// The music cannot be turned into a schedule of events.
  case music(file: String, reason: String)

  /// The extension of an output file names no format that can be written.
  case unknownFormat(path: String, known: [String])

  /// A file cannot be read or written.
  case file(FileError)

  /// The audio library refused to write the file.
  case encoding(path: String, reason: String)

  /// A device does not open or cannot be set up.
  case deviceUnavailable(name: String, reason: String, available: [String])

  /// A device that was playing went away.
  case deviceLost(name: String, reason: String)

  /// The ALSA sequencer or the destination on it does not answer.
  case sequencer(destination: String, reason: String)
}

extension PlaybackError: CustomStringConvertible {
  /// A few names for one line; `lilt devices` lists them all.
  private static func some(of names: [String]) -> String {
    let few = names.prefix(6).joined(separator: ", ")
    return names.count > 6 ? "\(few), … `lilt devices` lists all" : few
  }

  /// One line: what was found, and what to do next.
  public var description: String {
    switch self {
    case .noSoundFont(let searched):
      "no SoundFont found in \(searched.count) places; "
        + "install one (apt-get install timgm6mb-soundfont) or name one with --soundfont"
    case .soundFont(let path, let reason):
      "\(path): cannot use as a SoundFont: \(reason); name another file with --soundfont"
    case .synthesizer(let reason):
      "cannot start the synthesizer: \(reason); `lilt doctor` looks at what is installed"
    case .music(let file, let reason):
      "\(file): cannot play: \(reason); `lilt inspect` shows what it holds"
    case .unknownFormat(let path, let known):
      "\(path): unknown audio format; expected a name that ends in \(known.joined(separator: ", "))"
    case .file(let error): error.description
    case .encoding(let path, let reason):
      "\(path): cannot write: \(reason); make room or choose another place"
    case .deviceUnavailable(let name, let reason, let available):
      "cannot open the audio device '\(name)': \(reason); "
        + (available.isEmpty
          ? "this machine lists no audio device: render to a file instead"
          : "choose with --device (\(Self.some(of: available))) or render to a file")
    case .deviceLost(let name, let reason):
      "the audio device '\(name)' stopped: \(reason); start the sound server or card and play again"
    case .sequencer(let destination, let reason):
      "cannot connect to '\(destination)': \(reason); "
        + "`lilt devices` lists ports; where there is no sequencer, modprobe snd-seq loads it"
    }
  }
}
