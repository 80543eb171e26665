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

  /// The line of the input that the place is in, where the input is text.
  public var excerpt: SourceExcerpt?

  /// What to write instead, where that is clear.
  public var fix: String?

  public init(
    _ severity: Severity, _ code: String, _ message: String, at location: SourceLocation,
    excerpt: SourceExcerpt? = nil, fix: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.location = location
    self.excerpt = excerpt
    self.fix = fix
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

extension Diagnostic {
  /// The one line of ``description`` with the code, then the line of the input with a caret under
  /// the place, and the fix, as far as they are known.
  public var explanation: String {
    var lines = ["\(description) [\(code)]"]
    if let excerpt {
      lines.append("    " + excerpt.line)
      lines.append("    " + String(repeating: " ", count: excerpt.column) + "^")
    }
    if let fix { lines.append("    fix: " + fix) }
    return lines.joined(separator: "\n")
  }
}
