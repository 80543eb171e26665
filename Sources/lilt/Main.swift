import ArgumentParser
import Glibc

/// The entry point: runs the command that the arguments name and turns what went wrong into one
/// line on standard error and an exit code.
@main
enum Main {
  static func main() {
    do {
      var command = try Lilt.parseAsRoot()
      try command.run()
    } catch let failure as CommandFailure {
      Terminal.report("lilt: \(failure.message)")
      exit(failure.exitCode)
    } catch {
      guard isUsage(error) else {
        Terminal.report("lilt: \(error)")
        exit(1)
      }
      guard Lilt.exitCode(for: error) == .validationFailure else { Lilt.exit(withError: error) }
      Terminal.report("lilt: \(Lilt.message(for: error)); \(pointer(to: error))")
      exit(ExitCode.validationFailure.rawValue)
    }
  }

  /// Where the command that was used wrongly is explained: `see 'lilt render --help'`.
  private static func pointer(to error: any Error) -> String {
    let quoted = Lilt.fullMessage(for: error).split(separator: "'").last { $0.hasSuffix(" --help") }
    return "see '\(quoted ?? "lilt --help")'"
  }

  /// Whether the argument parser itself has something to say: help, version, or a wrong usage.
  private static func isUsage(_ error: any Error) -> Bool {
    error is CleanExit || error is ExitCode || error is ValidationError
      || Lilt.exitCode(for: error) != .failure
  }
}
