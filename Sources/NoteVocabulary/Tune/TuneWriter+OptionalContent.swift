import MusicModel

// MARK: - Chord symbols

extension TuneWriter {
  /// Writes root, quality and bass, moved as the pitches are, or what is no chord as its text.
  mutating func write(_ symbol: ChordSymbol) throws(EncodingError) {
    guard let chord = ChordParts(symbol.text),
      let root = table.id(of: .chordRoot(transposition(chord.root)))
    else { return try spell(.spelledChordSymbol, symbol.text) }
    var bass: Int32?
    if let name = chord.bass {
      guard let id = table.id(of: .chordRoot(transposition(name))) else {
        return try spell(.spelledChordSymbol, symbol.text)
      }
      bass = id
    }
    tokens.append(root)
    if let id = table.id(of: .chordQuality(chord.quality)) {
      tokens.append(id)
    } else if !chord.quality.isEmpty {
      try spell(.spelledChordQuality, chord.quality)
    }
    guard let bass else { return }
    append(.chordSlash)
    tokens.append(bass)
  }
}

// MARK: - Parts and voices

extension TuneWriter {
  mutating func write(partOrder: [String]) throws(EncodingError) {
    append(.partOrder)
    for label in partOrder { try write(partLabel: label) }
    append(.numberEnd)
  }

  mutating func write(partLabel: String) throws(EncodingError) {
    if let id = table.id(of: .partLabel(partLabel)) { return tokens.append(id) }
    try spell(.spelledPartLabel, partLabel)
  }

  /// Writes what opens a voice; a tune's only voice needs that only for properties.
  mutating func writeStart(of voice: Voice, _ index: Int, of tune: Tune) throws(EncodingError) {
    let plain = Voice(
      id: String(index + 1), openingBarLine: voice.openingBarLine, measures: voice.measures)
    guard voice != plain else {
      if tune.voices.count > 1 { append(.voice) }
      return
    }
    try spell(.spelledVoice, voice.id)
    for text in [voice.name, voice.clef] {
      try spell(text == nil ? 0 : 1)
      if let text { try spell(text) }
    }
    try spell(voice.transposition)
    try spell((voice.program ?? -1) + 1)
    try spell((voice.channel ?? -1) + 1)
  }

  private mutating func spell(_ token: TuneToken, _ text: String) throws(EncodingError) {
    append(token)
    try spell(text)
  }

  /// Writes the number of Unicode scalars, then the scalars.
  private mutating func spell(_ text: String) throws(EncodingError) {
    try spell(text.unicodeScalars.count)
    for scalar in text.unicodeScalars { try spell(Int(scalar.value)) }
  }
}
