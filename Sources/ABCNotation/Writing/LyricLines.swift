import MusicModel

/// The lines of words under one line of music.
struct LyricLines {
  /// The syllables of every note, verse by verse.
  private var notes: [[String?]] = []

  /// Adds the notes of a measure.
  mutating func add(_ measure: Measure) {
    for layer in [measure.items] + measure.overlays {
      for item in layer {
        switch item {
        case .note(let note): notes.append(note.ornaments.syllables)
        case .chord(let chord): notes.append(chord.ornaments.syllables)
        default: break
        }
      }
    }
  }

  /// The `w:` lines, empty where no note has a syllable.
  var text: String {
    let verses = notes.map(\.count).max() ?? 0
    var text = ""
    for verse in 0..<verses { text += "w:" + line(verse) + "\n" }
    return text
  }

  private func line(_ verse: Int) -> String {
    var line = ""
    for note in notes {
      guard verse < note.count, let syllable = note[verse] else {
        line += line.isEmpty || line.hasSuffix(" ") ? "* " : " * "
        continue
      }
      line += Self.escaped(syllable)
      // A hyphen joins syllables by itself.
      if !syllable.hasSuffix("-") || syllable == "-" { line += " " }
    }
    while line.last == " " || line.last == "*" { line.removeLast() }
    return line
  }

  private static func escaped(_ syllable: String) -> String {
    if syllable == "_" || syllable == "-" { return syllable }
    let isOpen = syllable.hasSuffix("-")
    var text = ""
    for character in TextEscapes.escaped(isOpen ? String(syllable.dropLast()) : syllable) {
      switch character {
      case " ": text += "~"
      case "\u{2011}": text += "\\-"
      default: text.append(character)
      }
    }
    return isOpen ? text + "-" : text
  }
}
