/// The properties of a staff that `K:` and `V:` share (ABC 2.1, section 4.6).
struct ClefProperties: Equatable {
  /// The clef as written: `treble`, `bass-8`; `nil` where none is named.
  var clef: String?

  /// Octaves that `octave=` adds to what is written.
  var octave: Int?

  /// Semitones that `transpose=` or `sound=` adds to what is written.
  var transposition: Int?

  /// The semitones by which a clef with `+8` or `-8` sounds off.
  static func transposition(ofClef clef: String?) -> Int {
    guard let clef else { return 0 }
    let octaves = [("+15", 24), ("-15", -24), ("+8", 12), ("-8", -12)]
    return octaves.first { clef.hasSuffix($0.0) }?.1 ?? 0
  }

  /// Takes one word such as `bass`, `clef=alto`, `octave=-1`; `false` if it is none.
  mutating func take(_ word: ArraySlice<UInt8>) -> Bool {
    guard let equals = word.firstIndex(of: .equals) else {
      guard Self.isClef(word) else { return false }
      clef = String(decoding: word, as: UTF8.self)
      return true
    }
    let name = word[..<equals]
    let value = word[(equals + 1)...].filter { $0 != .quote }[...]
    if name.matches("clef") {
      guard Self.isClef(value) || value.count == 1 else { return false }
      clef = TextDecoder.string(from: value)
    } else if name.matches("octave") {
      octave = value.signedValue.flatMap { (-4...4).contains($0) ? $0 : nil }
      return octave != nil
    } else if name.matches("transpose") || name.matches("t") {
      transposition = value.signedValue.flatMap { (-60...60).contains($0) ? $0 : nil }
      return transposition != nil
    } else if name.matches("sound") || name.matches("shift") || name.matches("instrument") {
      transposition = ShiftNotes.semitones(ofShift: value)
    } else {
      return Self.layoutNames.contains { name.matches($0) }
    }
    return true
  }

  /// Whether a word is a clef or has the form `name=value` of a property of the staff.
  static func isProperty(_ word: ArraySlice<UInt8>) -> Bool {
    if isClef(word) { return true }
    guard let equals = word.firstIndex(of: .equals), equals > word.startIndex else { return false }
    return word[..<equals].allSatisfy { $0.isLetter || $0 == .minus }
  }

  /// Properties that say how the staff looks, not how it sounds.
  private static let layoutNames: [StaticString] = [
    "middle", "m", "stafflines", "staffscale", "score", "cue", "style", "stem", "gstem",
    "snm", "nm", "name", "sname", "merge", "up", "down", "dyn", "lyrics", "gchord", "space",
    "staffnonote", "bracket", "brace", "map", "perc", "overlay", "volume", "scale", "color",
  ]

  private static let clefs: [StaticString] = [
    "treble", "bass", "alto", "tenor", "mezzo", "soprano", "baritone", "perc", "percussion",
    "none", "neutral", "gregorian", "drum", "auto", "tab", "g", "f", "c", "p",
  ]

  private static func isClef(_ word: ArraySlice<UInt8>) -> Bool {
    let name = word.prefix(while: \.isLetter)
    guard !name.isEmpty, name.count > 1, clefs.contains(where: { name.matches($0) }) else {
      return false
    }
    return word[name.endIndex...].allSatisfy { $0.isDigit || $0 == .plus || $0 == .minus }
  }
}

/// Intervals as the drafts of ABC 2.2 write them.
enum ShiftNotes {
  /// The semitones from the first note of a pair such as `cB` to the second; zero for no pair.
  static func semitones(ofShift text: ArraySlice<UInt8>) -> Int {
    if let number = text.signedValue { return max(-60, min(60, number)) }
    let bytes = Array(text)
    var lexer = MusicLexer(bytes.indices)
    var pitches: [Int] = []
    while let symbol = lexer.next(in: bytes.span), pitches.count < 2 {
      guard case .note(let note) = symbol.kind else { continue }
      let natural = [0, 2, 4, 5, 7, 9, 11][Int(note.step)]
      pitches.append(12 * Int(note.octave) + natural + (note.accidental?.alteration ?? 0))
    }
    return pitches.count == 2 ? max(-60, min(60, pitches[1] - pitches[0])) : 0
  }
}
