import MusicModel

// MARK: - Chord symbols

extension TuneReader {
  mutating func readChordSymbol() throws(EncodingError) {
    guard case .chordRoot(let root) = try next("a chord") else {
      return append(.chordSymbol(ChordSymbol(try readText())))
    }
    var chord = ChordParts(root: transposition(root), quality: "")
    switch try peek("music") {
    case .chordQuality(let quality):
      position += 1
      chord.quality = quality
    case .spelledChordQuality:
      position += 1
      chord.quality = try readText()
    default: break
    }
    if try peek("music") == .chordSlash {
      position += 1
      guard case .chordRoot(let bass) = try next("a bass") else { throw unexpected("a bass") }
      chord.bass = transposition(bass)
    }
    append(.chordSymbol(ChordSymbol(chord.text)))
  }
}

// MARK: - Parts and voices

extension TuneReader {
  mutating func readPartOrder() throws(EncodingError) {
    position += 1
    while try peek("a part label") != .numberEnd {
      tune.partOrder.append(try partLabel())
    }
    position += 1
  }

  private mutating func partLabel() throws(EncodingError) -> String {
    switch try next("a part label") {
    case .partLabel(let label): return label
    case .spelledPartLabel: return try readText()
    default: throw unexpected("a part label")
    }
  }

  mutating func readPartLabel() throws(EncodingError) {
    try rejectPending()
    guard !measureHasStarted else {
      position += 1
      throw unexpected("a part label at the start of a measure only")
    }
    measure.partLabel = try partLabel()
    measureHasStarted = true
  }

  mutating func readVoice() throws(EncodingError) {
    try rejectPending()
    closeMeasure()
    let isFirst = !hasNamedVoice && tune.voices[0].measures.isEmpty
    hasNamedVoice = true
    if !isFirst { tune.voices.append(Voice(id: String(tune.voices.count + 1))) }
    meter = tune.meter
    tuplet = TupletProgress()
    guard try next("a voice") == .spelledVoice else { return }
    tune.voices[voice].id = try readText()
    tune.voices[voice].name = try number(in: 0...1) == 1 ? readText() : nil
    tune.voices[voice].clef = try number(in: 0...1) == 1 ? readText() : nil
    tune.voices[voice].transposition = try number(in: -999_999_999...999_999_999)
    let program = try number(in: 0...999_999_999)
    tune.voices[voice].program = program == 0 ? nil : program - 1
    let channel = try number(in: 0...999_999_999)
    tune.voices[voice].channel = channel == 0 ? nil : channel - 1
  }

  mutating func readOverlay() throws(EncodingError) {
    try rejectPending()
    position += 1
    measure.overlays.append([])
    measureHasStarted = true
    tuplet = TupletProgress()
  }

  /// Reads the number of Unicode scalars, then the scalars.
  private mutating func readText() throws(EncodingError) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<(try number(in: 0...999_999_999)) {
      guard let scalar = Unicode.Scalar(UInt32(try number(in: 0...0x10FFFF))) else {
        throw unexpected("a character")
      }
      text.append(scalar)
    }
    return String(text)
  }
}
