import Glibc

/// Why a file could not be read or written.
public struct FileError: Error, Equatable, Sendable {
  /// The file or folder, as the user named it.
  public let path: String

  /// What was tried, as a verb: `read`, `write`.
  public let action: String

  /// What the operating system said, or what is wrong with the file.
  public let reason: String

  public init(path: String, action: String, reason: String) {
    self.path = path
    self.action = action
    self.reason = reason
  }

  /// Creates an error from the C library's `errno`.
  init(path: String, action: String, errno code: CInt) {
    self.init(path: path, action: action, reason: String(cString: strerror(code)).lowercased())
  }
}

extension FileError: CustomStringConvertible {
  /// One line: `tunes.abc: cannot read: no such file or directory; check the name`.
  public var description: String {
    "\(path): cannot \(action): \(reason)" + (remedy.map { "; \($0)" } ?? "")
  }

  /// What to do about the usual reasons.
  private var remedy: String? {
    switch reason {
    case "no such file or directory": action == "write" ? "make its folder first" : "check the name"
    case "permission denied", "read-only file system":
      "check the permissions or choose another place"
    case "not a regular file", "is a directory": "name a file"
    case "no space left on device": "make room or choose another place"
    default: nil
    }
  }
}
