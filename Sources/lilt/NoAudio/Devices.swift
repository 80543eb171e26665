import ArgumentParser

/// The command `lilt devices`, which this program cannot carry out.
struct Devices: SilentCommand {
  static let name = "devices"

  @Argument(parsing: .allUnrecognized) var arguments: [String] = []
}
