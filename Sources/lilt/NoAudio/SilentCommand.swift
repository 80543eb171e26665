import ArgumentParser

/// A command that needs sound, in a program that has none: it takes any arguments and says what is
/// missing.
protocol SilentCommand: ParsableCommand {
  static var name: String { get }
}

extension SilentCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: name, abstract: "Not in this build, which lacks the audio packages.",
      discussion: "To get it: " + MissingAudio.remedy + ".")
  }

  func run() throws { throw MissingAudio.failure }
}
