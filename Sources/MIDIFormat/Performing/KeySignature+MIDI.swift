internal import MusicModel

extension KeySignature {
  /// Creates the key of a key signature event, or `nil` where its numbers make none.
  init?(midiBytes bytes: some Collection<UInt8>) {
    let bytes = Array(bytes)
    guard bytes.count == 2, bytes[1] <= 1 else { return nil }
    let sharps = Int(Int8(bitPattern: bytes[0]))
    guard (-7...7).contains(sharps) else { return nil }
    self.init(sharps: sharps, mode: bytes[1] == 1 ? .minor : .major)
  }

  /// Creates the key of a mode with a number of sharps, or of flats where it is negative.
  init(sharps: Int, mode: Mode) {
    let fifths = sharps - mode.sharpsBeyondMajor
    // F is one fifth below C; each round of seven letters adds a sharp.
    let position = fifths + 1
    let rounds = Int((Double(position) / 7).rounded(.down))
    let letters: [PitchStep] = [.f, .c, .g, .d, .a, .e, .b]
    self.init(PitchName(letters[position - 7 * rounds], alteration: rounds), mode)
  }

  /// The bytes of a key signature event, or `nil` where the music has no key.
  ///
  /// MIDI knows major and minor alone. The sharps are those that the signature shows; the flag
  /// says minor for the modes with a minor third, so that E dorian is shown with two sharps.
  var midiBytes: [UInt8]? {
    guard kind != .none || !accidentals.isEmpty else { return nil }
    var sharps = shownSharps
    if sharps > 7 { sharps -= 12 }
    if sharps < -7 { sharps += 12 }
    let isMinor: Bool =
      switch mode {
      case .minor, .dorian, .phrygian, .locrian: true
      default: false
      }
    return [UInt8(bitPattern: Int8(min(max(sharps, -7), 7))), isMinor ? 1 : 0]
  }

  /// The text that stands beside a key signature event of a mode that MIDI cannot say: `K:Edor`.
  var midiText: String? {
    guard let tonic, let mode, mode != .major, mode != .minor else { return nil }
    return "K:\(tonic)\(mode.abbreviation)"
  }

  /// Creates the key that such a text names, or `nil` for any other text.
  init?(midiText text: String) {
    var rest = text[...]
    guard rest.hasPrefix("K:"), text.utf8.count < 10 else { return nil }
    rest = rest.dropFirst(2)
    guard let letter = rest.popFirst(), letter.isUppercase, let step = PitchStep(letter: letter)
    else { return nil }
    let accidentals = rest.prefix { $0 == "#" || $0 == "b" }
    let alteration = accidentals.reduce(0) { $0 + ($1 == "#" ? 1 : -1) }
    let name = rest.dropFirst(accidentals.count)
    guard let mode = Mode.allCases.first(where: { $0.abbreviation == name }) else { return nil }
    self.init(PitchName(step, alteration: alteration), mode)
  }

  /// The sharps whose signature alters each letter as this key does; failing that, the mode's.
  private var shownSharps: Int {
    let own = PitchStep.allCases.map { alteration(of: $0) }
    let plain = (-7...7).first { sharps in
      let key = KeySignature(sharps: sharps, mode: .major)
      return PitchStep.allCases.map { key.alteration(of: $0) } == own
    }
    return plain ?? sharps
  }
}
