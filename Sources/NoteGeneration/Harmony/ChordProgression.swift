public import MusicModel

/// Chords for the measures of a section, which start again when they are through.
///
///     G C D G           one chord for each measure
///     G C | D | G D G   measures between lines, each shared out evenly
public struct ChordProgression: Hashable, Sendable {
  /// The chords of each measure, at least one.
  public let measures: [[ChordSymbol]]

  /// - Throws: ``ChordProgressionError`` where a chord is unknown or there is none.
  public init(parsing text: String) throws(ChordProgressionError) {
    func symbols(_ text: Substring) throws(ChordProgressionError) -> [ChordSymbol] {
      var symbols: [ChordSymbol] = []
      for word in text.split(whereSeparator: \.isWhitespace) {
        let symbol = ChordSymbol(String(word))
        guard ChordTones(symbol) != nil else { throw .unknownChord(symbol.text) }
        symbols.append(symbol)
      }
      return symbols
    }
    var measures: [[ChordSymbol]] = []
    if text.contains("|") {
      for part in text.split(separator: "|") { measures.append(try symbols(part)) }
      measures.removeAll(where: \.isEmpty)
    } else {
      measures = try symbols(text[...]).map { [$0] }
    }
    guard !measures.isEmpty else { throw .noChord }
    self.measures = measures
  }

  /// The chords of a measure, counted from the section's first that is no pick-up.
  func chords(ofMeasure measure: Int) -> [ChordSymbol] { measures[measure % measures.count] }

  /// The chord that sounds at an onset of a measure.
  func chord(ofMeasure measure: Int, at onset: NoteDuration, of length: NoteDuration) -> ChordSymbol
  {
    let chords = chords(ofMeasure: measure)
    let share = length > .zero ? onset.wholeNotes / length.wholeNotes : 0
    return chords[min(chords.count - 1, Int(share * Double(chords.count)))]
  }

  /// The key that the progression comes home to: its last chord.
  public var key: (tonic: PitchName, mode: Mode)? {
    guard let last = measures.last?.last.flatMap(ChordTones.init) else { return nil }
    return (last.root, last.isMinor ? .minor : .major)
  }
}

extension ChordProgression: CustomStringConvertible {
  /// The progression as ``init(parsing:)`` reads it.
  public var description: String {
    let texts = measures.map { $0.map(\.text).joined(separator: " ") }
    guard measures.contains(where: { $0.count > 1 }) else { return texts.joined(separator: " ") }
    return texts.joined(separator: " | ") + (texts.count == 1 ? " |" : "")
  }
}

/// Why a text is no chord progression.
public enum ChordProgressionError: Error, Equatable, Sendable {
  case noChord
  case unknownChord(String)
}

extension ChordProgressionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noChord: "no chord; expected some, such as \"G C D G\""
    case .unknownChord(let name):
      "unknown chord '\(name)'; expected one such as G, Em, D7, F#dim, Bbmaj7, Asus4"
    }
  }
}
