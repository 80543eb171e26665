import ArgumentParser

/// The command `lilt live`, which this program cannot carry out.
struct Live: SilentCommand {
  static let name = "live"

  @Argument(parsing: .allUnrecognized) var arguments: [String] = []
}
