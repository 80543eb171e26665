/// What `%%MIDI` directives ask of a player, as far as they change the notes.
struct PlayingDirectives: Hashable, Sendable {
  /// Velocities by the place in the measure: of its first note, of notes on every `strongBeats`-th
  /// beat, and of all others.
  struct BeatStress: Hashable, Sendable {
    var first: Int
    var strong: Int
    var weak: Int
    var strongBeats: Int
  }

  /// One stroke of a drum pattern.
  struct DrumStroke: Hashable, Sendable {
    /// `nil` for a rest.
    var pitch: Int?
    var velocity: Int
    var length: Int
  }

  /// The part of a note that its grace notes take together.
  var graceShare: NoteDuration?
  var beatStress: BeatStress?

  /// Whether chord symbols are accompanied.
  var accompanies = true
  var pattern: AccompanimentPattern?
  var chords = Sound()
  var bass = Sound()

  /// How the notes of an accompanying part sound.
  struct Sound: Hashable, Sendable {
    var program = 0
    var velocity = 56
    var octave = 0

    /// Takes in `10 octave=-1`.
    mutating func takeProgram(_ values: [String]) {
      if let number = values.first.flatMap({ Int($0) }) { program = max(0, min(127, number)) }
      for value in values where value.hasPrefix("octave=") {
        octave = Int(value.dropFirst(7)).map { max(-2, min(2, $0)) } ?? octave
      }
    }

    mutating func takeVelocity(_ values: [String]) {
      if let number = values.first.flatMap({ Int($0) }) { velocity = max(1, min(127, number)) }
    }
  }

  /// The program that a voice has changed to.
  var program: Int?
  var isDrumming = false
  var drumStrokes: [DrumStroke] = []

  /// The directives of a header.
  init(_ fields: [TextField]) {
    for field in fields where field.letter == "%" { take(field.text) }
  }

  /// Takes in a directive, `MIDI gchordoff`; what has no meaning here is passed over.
  mutating func take(_ directive: String) {
    let words = directive.split(separator: " ").map(String.init)
    guard words.count >= 2, words[0] == "MIDI" else { return }
    let values = Array(words.dropFirst(2))
    let numbers = values.compactMap { Int($0) }
    switch words[1] {
    case "grace":
      let terms = values.first?.split(separator: "/").compactMap { Int($0) } ?? []
      guard terms.count == 2, terms[0] > 0, terms[1] > terms[0], terms[1] < 1000 else { return }
      graceShare = NoteDuration(terms[0], terms[1])
    case "beat":
      guard numbers.count == 4, numbers.prefix(3).allSatisfy({ (1...127).contains($0) }),
        numbers[3] > 0
      else { return }
      beatStress = BeatStress(
        first: numbers[0], strong: numbers[1], weak: numbers[2], strongBeats: numbers[3])
    case "program": program = numbers.last.map { max(0, min(127, $0)) }
    case "gchordon": accompanies = true
    case "gchordoff": accompanies = false
    case "gchord": pattern = values.first.flatMap { AccompanimentPattern(gchord: $0) }
    case "chordprog": chords.takeProgram(values)
    case "bassprog": bass.takeProgram(values)
    case "chordvol": chords.takeVelocity(values)
    case "bassvol": bass.takeVelocity(values)
    case "drumon": isDrumming = true
    case "drumoff": isDrumming = false
    case "drum": readDrum(values)
    default: break
    }
  }

  /// Reads `dzdd 35 38 38 100 50 50`: strokes, then their pitches, then their velocities.
  private mutating func readDrum(_ words: [String]) {
    guard let pattern = words.first else { return }
    let numbers = words.dropFirst().compactMap { Int($0) }.map { max(0, min(127, $0)) }
    let hits = pattern.count { $0 == "d" }
    var strokes: [DrumStroke] = []
    var rest = pattern[...]
    var hit = 0
    while let letter = rest.popFirst(), strokes.count < 256 {
      let digits = rest.prefix(while: \.isNumber)
      rest = rest.dropFirst(digits.count)
      let length = max(1, min(99, Int(digits) ?? 1))
      guard letter == "d" else {
        strokes.append(DrumStroke(pitch: nil, velocity: 0, length: length))
        continue
      }
      let pitch = hit < numbers.count ? numbers[hit] : 35
      let velocity = hits + hit < numbers.count ? max(1, numbers[hits + hit]) : 80
      strokes.append(DrumStroke(pitch: pitch, velocity: velocity, length: length))
      hit += 1
    }
    drumStrokes = strokes
  }
}

extension PlayingDirectives {
  /// The velocity of a note by its place in the measure, where `%%MIDI beat` gives one.
  func velocity(at position: NoteDuration, in meter: Meter) -> Int? {
    guard let beatStress else { return nil }
    if position == .zero { return beatStress.first }
    let stride = NoteDuration(beatStress.strongBeats, meter.beatUnit)
    return position.remainder(dividingBy: stride) == .zero ? beatStress.strong : beatStress.weak
  }
}
