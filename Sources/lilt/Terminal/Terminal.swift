import Foundation
import Glibc
import MusicModel

/// Standard output and standard error as a person or a script sees them.
enum Terminal {
  /// Whether standard error is a terminal where a line can be rewritten.
  static let isInteractive =
    isatty(STDERR_FILENO) == 1 && getenv("TERM").map { String(cString: $0) } != "dumb"

  /// Writes a line of result to standard output.
  static func print(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }

  /// Writes a line of progress or diagnostics to standard error.
  static func report(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }

  /// Shows a text in place of the present line of standard error, as much of it as there is room for.
  static func rewrite(_ text: String) {
    var size = winsize()
    let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    write("\r\u{1B}[K" + text.prefix(isKnown ? Int(size.ws_col) - 1 : 79))
  }

  /// Prints a finding about a whole piece, which has no place in a file.
  static func report(_ finding: Diagnostic) {
    report("\(finding.severity.rawValue): \(finding.message)")
  }

  /// Writes to standard error without ending the line.
  static func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }
}
