/// Why a command ends without its result, and the exit code that says so to a script.
struct CommandFailure: Error {
  let message: String
  let exitCode: Int32

  /// The command failed: exit code 1.
  static func failed(_ message: String) -> Self { Self(message: message, exitCode: 1) }

  /// The input holds nothing to work with: exit code 2.
  static func nothingUsable(_ message: String) -> Self { Self(message: message, exitCode: 2) }

  /// The user pressed Ctrl-C: exit code 130.
  static func interrupted(_ message: String) -> Self { Self(message: message, exitCode: 130) }
}
