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
      Lilt.exit(withError: error)
    }
  }

  /// Whether the argument parser itself has something to say: help, version, or a wrong usage.
  private static func isUsage(_ error: any Error) -> Bool {
    error is CleanExit || error is ExitCode || error is ValidationError
      || Lilt.exitCode(for: error) != .failure
  }
}
