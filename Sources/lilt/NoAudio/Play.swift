import ArgumentParser

/// The command `lilt play`, which this program cannot carry out.
struct Play: SilentCommand {
  static let name = "play"

  @Argument(parsing: .allUnrecognized) var arguments: [String] = []
}
