import ArgumentParser

/// The command `lilt render`, which this program cannot carry out.
struct Render: SilentCommand {
  static let name = "render"

  @Argument(parsing: .allUnrecognized) var arguments: [String] = []
}
