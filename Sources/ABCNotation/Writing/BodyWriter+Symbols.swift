import MusicModel

extension BodyWriter {
  /// Writes one symbol; notes are as long as their duration divided by `lengthFactor`.
  mutating func write(_ item: MeasureItem, lengthFactor: NoteDuration) {
    switch item {
    case .note(let note):
      writeOpening(note.ornaments)
      line += pitchText(note) + lengthText(note.duration, lengthFactor)
      line += (note.isTied ? "-" : "") + closing(note.ornaments)
      tied = note.isTied ? [note.pitch] : []
    case .chord(let chord): write(chord, lengthFactor: lengthFactor)
    case .rest(let rest):
      writeOpening(rest.ornaments)
      line += restText(rest, lengthFactor) + closing(rest.ornaments)
      tied = []
    case .chordSymbol(let symbol): line += "\"\(symbol.text)\""
    case .annotation(let text): line += "\"\(text)\""
    case .decoration(let name): line += NoteText.decoration(name)
    case .key(let new):
      key = new
      written = [:]
      line += "[K:\(WrittenField.key(new))]"
    case .tempo(let tempo): line += "[Q:\(WrittenField.tempo(tempo))]"
    case .meter, .tuplet: break  // Written where their effect on the notes to come is known.
    }
  }

  private mutating func write(_ chord: Chord, lengthFactor: NoteDuration) {
    writeOpening(chord.ornaments)
    let lengths = Set(chord.notes.map(\.duration))
    let isCommon = lengths.count == 1
    line += "["
    var ties: [SpelledPitch] = []
    let isTiedWhole = chord.notes.allSatisfy(\.isTied)
    for note in chord.notes {
      writeOpening(note.ornaments)
      line += pitchText(note)
      if !isCommon { line += lengthText(note.duration, lengthFactor) }
      if note.isTied { ties.append(note.pitch) }
      if note.isTied && !isTiedWhole { line += "-" }
      line += closing(note.ornaments)
    }
    line += "]"
    if isCommon { line += lengthText(chord.duration, lengthFactor) }
    line += (isTiedWhole ? "-" : "") + closing(chord.ornaments)
    tied = ties
  }

  /// Slurs, grace notes and decorations that stand before a note.
  private mutating func writeOpening(_ ornaments: Ornaments) {
    line += String(repeating: "(", count: ornaments.slurStarts)
    if let graces = ornaments.graces {
      line += graces.isAcciaccatura ? "{/" : "{"
      for grace in graces.notes {
        line += pitchText(grace) + lengthText(grace.duration, .whole)
      }
      line += "}"
    }
    line += ornaments.decorations.map(NoteText.decoration).joined()
  }

  private func closing(_ ornaments: Ornaments) -> String {
    String(repeating: ")", count: ornaments.slurEnds)
  }

  private func restText(_ rest: Rest, _ lengthFactor: NoteDuration) -> String {
    if let measures = rest.measures {
      return (rest.isVisible ? "Z" : "X") + (measures == 1 ? "" : String(measures))
    }
    return (rest.isVisible ? "z" : "x") + lengthText(rest.duration, lengthFactor)
  }

  private func lengthText(_ duration: NoteDuration, _ lengthFactor: NoteDuration) -> String {
    NoteText.length(duration / lengthFactor / unit)
  }

  /// Accidental, letter and octave; the accidental only where it is needed.
  private mutating func pitchText(_ note: Note) -> String {
    let pitch = note.pitch
    let given = written[pitch.step] ?? key.alteration(of: pitch.step)
    let isTiedDifferently = tied.contains {
      $0.staffPosition == pitch.staffPosition && $0.alteration != pitch.alteration
    }
    let isNeeded =
      given != pitch.alteration || pitch.cents != 0 || note.hasCourtesyAccidental
      || isTiedDifferently
    if isNeeded { written[pitch.step] = pitch.alteration }
    let accidental =
      isNeeded ? NoteText.accidental(pitch.alteration, cents: pitch.cents) : ""
    return accidental + NoteText.letter(of: pitch)
  }
}
