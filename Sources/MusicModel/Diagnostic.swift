/// Something that a reader noticed about its input, with the place where it stands.
public struct Diagnostic: Hashable, Sendable {
  public enum Severity: String, Hashable, Sendable {
    /// The input is usable as it stands or after a repair that is named.
    case warning

    /// Something was left out.
    case error
  }

  public var severity: Severity

  /// A stable name of the kind of finding: `overfull-measure`.
  public var code: String

  /// What was found, and what was expected.
  public var message: String

  /// The place in the input.
  public var location: SourceLocation

  public init(_ severity: Severity, _ code: String, _ message: String, at location: SourceLocation)
  {
    self.severity = severity
    self.code = code
    self.message = message
    self.location = location
  }
}

/// A place in an input file.
public enum SourceLocation: Hashable, Sendable {
  /// A place in a text, line and column counted from 1, the column in characters.
  case text(file: String, line: Int, column: Int)

  /// A place in a binary file, counted from 0.
  case bytes(file: String, offset: Int)
}

extension SourceLocation: CustomStringConvertible {
  /// `reels.abc:5:4`, or `tune.mid:0x1f`.
  public var description: String {
    switch self {
    case .text(let file, let line, let column): "\(file):\(line):\(column)"
    case .bytes(let file, let offset): "\(file):0x" + String(offset, radix: 16)
    }
  }
}

extension Diagnostic: CustomStringConvertible {
  /// One line: `file:line:column: error: what was found; what was expected`.
  public var description: String { "\(location): \(severity.rawValue): \(message)" }
}
