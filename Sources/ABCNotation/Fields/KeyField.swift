import MusicModel

/// What stands after `K:`: a key, and properties of the staff.
struct KeyField {
  /// The key, or `nil` where only properties of the staff are given.
  var key: KeySignature?
  var clef = ClefProperties()

  /// What could not be read, with what was expected instead.
  var problems: [Problem] = []

  struct Problem {
    var code: Finding.Code
    var message: String
  }

  /// Reads the text after `K:` (ABC 2.1, sections 3.1.14 and 4.6).
  init(_ text: ArraySlice<UInt8>) {
    if let plain = Self.plainKey(text) {
      key = plain
      return
    }
    var rest = text.trimmed
    if rest.isEmpty {
      key = KeySignature(.none)
      return
    }
    takeKind(from: &rest)
    var words = rest.words
    if words.first?.matches("exp") == true {
      words.removeFirst()
      key?.replacesMode = true
    }
    for word in words {
      if takeAccidentals(from: word) { continue }
      if !clef.take(word) {
        problems.append(
          Problem(
            code: .badKey,
            message: "unknown key property '\(TextDecoder.string(from: word))'; "
              + "expected an accidental such as ^f, a clef, or a property such as octave=1"))
      }
    }
  }

  /// The key that one word such as `D`, `F#m` or `Edor` names.
  private static func plainKey(_ text: ArraySlice<UInt8>) -> KeySignature? {
    guard let letter = text.first, letter < 0x61, let step = PitchStep(abc: letter) else {
      return nil
    }
    var tonic = PitchName(step)
    var mode = text.dropFirst()
    if let sign = mode.first, sign == UInt8(ascii: "#") || sign == UInt8(ascii: "b") {
      tonic.alteration = sign == UInt8(ascii: "#") ? 1 : -1
      mode = mode.dropFirst()
    }
    if mode.isEmpty { return KeySignature(tonic, .major) }
    guard mode.count <= 3, mode.allSatisfy(\.isLetter), let mode = Mode(abc: mode) else {
      return nil
    }
    return KeySignature(tonic, mode)
  }

  /// Takes the tonic with its mode, `none`, `HP` or `Hp`.
  private mutating func takeKind(from rest: inout ArraySlice<UInt8>) {
    let word = rest.prefix { !$0.isBlank }
    if word.matches("none") {
      key = KeySignature(.none)
    } else if word.elementsEqual("HP".utf8) {
      key = KeySignature(.highlandPipes)
    } else if word.matches("Hp") {
      key = KeySignature(.highlandPipesMarked)
    } else if word.matches("exp") {
      key = KeySignature(.none, replacesMode: true)
    } else if ClefProperties.isProperty(word) {
      return
    } else if word.first.map({ $0 == .caret || $0 == .underscore || $0 == .equals }) == true {
      key = KeySignature(.none)
      return
    } else {
      takeTonic(from: &rest)
      return
    }
    rest = rest[word.endIndex...]
  }

  private mutating func takeTonic(from rest: inout ArraySlice<UInt8>) {
    guard let letter = rest.first, let step = PitchStep(abc: letter) else {
      problems.append(
        Problem(
          code: .badKey,
          message: "unknown key '\(TextDecoder.string(from: rest))'; "
            + "expected a tonic A-G with a mode, none, HP or Hp"))
      key = KeySignature(.none)
      rest = []
      return
    }
    rest = rest.dropFirst()
    var tonic = PitchName(step)
    if rest.first == UInt8(ascii: "#") || rest.first == UInt8(ascii: "b") {
      tonic.alteration = rest.first == UInt8(ascii: "#") ? 1 : -1
      rest = rest.dropFirst()
    } else if let sign = [("♯", 1), ("♭", -1)].first(where: { rest.starts(with: $0.0.utf8) }) {
      tonic.alteration = sign.1
      rest = rest.dropFirst(3)
    }
    key = KeySignature(tonic, takeMode(from: &rest))
  }

  /// Takes a mode that follows the tonic, with or without a space.
  private mutating func takeMode(from rest: inout ArraySlice<UInt8>) -> Mode {
    let isGlued = rest.first.map { !$0.isBlank } ?? false
    let text = rest.drop(while: \.isBlank)
    let word = text.prefix(while: \.isLetter)
    guard !word.isEmpty, !word.matches("exp") else { return .major }
    let whole = text.prefix { !$0.isBlank }
    if !isGlued, ClefProperties.isProperty(whole) { return .major }
    guard let mode = Mode(abc: word) else {
      problems.append(
        Problem(
          code: .unknownMode,
          message: "unknown mode '\(TextDecoder.string(from: word))'; "
            + "expected one of maj, min, m, ion, aeo, dor, phr, lyd, mix, loc"))
      rest = rest[whole.endIndex...]
      return .major
    }
    rest = rest[word.endIndex...]
    return mode
  }

  /// Takes a word of accidentals such as `^f` or `_B=c`; `false` if it is something else.
  private mutating func takeAccidentals(from word: ArraySlice<UInt8>) -> Bool {
    var found: [PitchName] = []
    var index = word.startIndex
    while index < word.endIndex {
      let sign = word[index]
      var count = 0
      while index < word.endIndex, word[index] == sign, count < 2 {
        count += 1
        index += 1
      }
      guard index < word.endIndex, let step = PitchStep(abc: word[index]) else { return false }
      switch sign {
      case .caret: found.append(PitchName(step, alteration: count))
      case .underscore: found.append(PitchName(step, alteration: -count))
      case .equals where count == 1: found.append(PitchName(step))
      default: return false
      }
      index += 1
      // Octave marks and commas after the letter say nothing here.
      while index < word.endIndex, word[index] == .comma || word[index] == UInt8(ascii: "'") {
        index += 1
      }
    }
    if key == nil { key = KeySignature(.none) }
    key?.accidentals += found
    return !found.isEmpty
  }
}

extension PitchStep {
  /// Creates the step that an ASCII letter of either case names.
  init?(abc letter: UInt8) {
    guard letter.isLetter, letter.lowercased <= UInt8(ascii: "g") else { return nil }
    self.init(rawValue: Int((letter.lowercased &- 0x61 &+ 5) % 7))
  }
}

extension Mode {
  /// Creates the mode that a word names; only its first three letters count.
  init?(abc word: ArraySlice<UInt8>) {
    if word.matches("m") {
      self = .minor
      return
    }
    let name = word.prefix(3)
    let modes: [(StaticString, Mode)] = [
      ("maj", .major), ("min", .minor), ("dor", .dorian), ("mix", .mixolydian),
      ("phr", .phrygian), ("lyd", .lydian), ("loc", .locrian), ("ion", .major), ("aeo", .minor),
    ]
    guard let mode = modes.first(where: { name.matches($0.0) }) else { return nil }
    self = mode.1
  }
}
