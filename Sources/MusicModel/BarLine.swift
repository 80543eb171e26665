/// The symbol that closes a measure, repeats included.
public struct BarLine: Hashable, Sendable {
  /// The shape of the line itself.
  public enum Style: Hashable, Sendable {
    /// `|`
    case single
    /// `||`
    case double
    /// `|]`
    case thinThick
    /// `[|`
    case thickThin
    /// `.|`
    case dotted
    /// `[|]`
    case invisible
  }

  public var style: Style

  private var storedEndedRepeats: UInt8
  private var storedStartedRepeats: UInt8

  /// Creates a bar line; repeats beyond 255 stay there.
  public init(_ style: Style = .single, endedRepeats: Int = 0, startedRepeats: Int = 0) {
    self.style = style
    storedEndedRepeats = UInt8(clamping: endedRepeats)
    storedStartedRepeats = UInt8(clamping: startedRepeats)
  }

  /// How many times the section that ends here is played again: `:|` 1, `::|` 2.
  public var endedRepeats: Int {
    get { Int(storedEndedRepeats) }
    set { storedEndedRepeats = UInt8(clamping: newValue) }
  }

  /// How many times the section that starts here will be played again: `|:` 1, `|::` 2.
  public var startedRepeats: Int {
    get { Int(storedStartedRepeats) }
    set { storedStartedRepeats = UInt8(clamping: newValue) }
  }

  public static let single = BarLine()
  public static let double = BarLine(.double)
  public static let final = BarLine(.thinThick)
  public static let startRepeat = BarLine(startedRepeats: 1)
  public static let endRepeat = BarLine(endedRepeats: 1)
  public static let endAndStartRepeat = BarLine(endedRepeats: 1, startedRepeats: 1)
}

extension BarLine: CustomStringConvertible {
  /// The symbol by its parts: `|:`, `:||`, `::`.
  public var description: String {
    if (style, endedRepeats, startedRepeats) == (.single, 1, 1) { return "::" }
    let line =
      switch style {
      case .single: "|"
      case .double: "||"
      case .thinThick: "|]"
      case .thickThin: "[|"
      case .dotted: ".|"
      case .invisible: "[|]"
      }
    return String(repeating: ":", count: endedRepeats) + line
      + String(repeating: ":", count: startedRepeats)
  }
}
