/// A chord named above the staff: `"Am7"`, `"D/F#"`.
public struct ChordSymbol: Hashable, Sendable {
  /// The symbol as written, without the quotes.
  public var text: String

  public init(_ text: String) {
    self.text = text
  }
}
