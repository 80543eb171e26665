/// A line of an input text, or the part of a long one around a place.
public struct SourceExcerpt: Hashable, Sendable {
  /// The line, without its end; what is cut off of a long one is an ellipsis.
  public var line: String

  /// The place in ``line``, in characters from 0.
  public var column: Int

  public init(line: String, column: Int) {
    self.line = line
    self.column = column
  }
}
