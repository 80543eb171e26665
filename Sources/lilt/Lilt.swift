import ArgumentParser

/// The root of the command line.
@main
struct Lilt: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lilt",
    abstract: "Learns tunes and plays them.")
}
