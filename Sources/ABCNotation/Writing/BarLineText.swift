import MusicModel

extension BarLine {
  /// The symbol as ABC writes it: `|`, `:|`, `::`, `|]` (ABC 2.1, section 4.8).
  var abcText: String {
    if self == .endAndStartRepeat { return "::" }
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

  /// Whether the music that follows belongs on a line of its own.
  var endsLine: Bool {
    endedRepeats > 0 || startedRepeats > 0 || style == .double || style == .thinThick
      || style == .thickThin
  }
}
