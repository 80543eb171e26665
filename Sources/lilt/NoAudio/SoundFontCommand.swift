import ArgumentParser

/// The command `lilt soundfont`, which this program cannot carry out.
struct SoundFontCommand: SilentCommand {
  static let name = "soundfont"

  @Argument(parsing: .allUnrecognized) var arguments: [String] = []
}
