/// Which part of a chord is struck when in a measure.
struct AccompanimentPattern: Hashable, Sendable {
  enum Stroke: Hashable, Sendable {
    case rest
    /// The root or the chord's own bass; struck again, the fifth below the root.
    case bass
    case chord
    case both
    /// One note of the chord, from 0 for the lowest, and the octaves to move it by.
    case note(Int, octave: Int)
  }

  /// The strokes of one measure, each with its length in units.
  var strokes: [(stroke: Stroke, length: Int)]

  /// The part of its length that a stroke sounds.
  var held: NoteDuration

  /// What is usual in a meter: bass on the beats, chords between them.
  init(usualIn meter: Meter) {
    let letters =
      switch (meter.beats, meter.beatUnit) {
      case (2, 4): "fcfc"
      case (6, 8), (12, 8): String(repeating: "fzcfzc", count: meter.beats / 6)
      case (9, 8): "fzcfzcfzc"
      case (3, 8): "fzc"
      case (4, 4), (2, 2), (4, 2): "fcfc"
      default: "f" + String(repeating: "c", count: max(0, meter.beats - 1))
      }
    held = NoteDuration(1, 2)
    strokes = letters.map { letter in
      let stroke: Stroke =
        switch letter {
        case "f": .bass
        case "c": .chord
        default: .rest
        }
      return (stroke, 1)
    }
  }

  /// Reads the pattern of `%%MIDI gchord`: `f` bass, `c` chord, `b` both, `z` rest, `g` to `l` notes
  /// of the chord, capitals an octave lower, each with its length in digits; `nil` if it is none.
  init?(gchord text: some StringProtocol) {
    held = .whole
    strokes = []
    var rest = text[...]
    while let letter = rest.popFirst() {
      let digits = rest.prefix(while: \.isNumber)
      rest = rest.dropFirst(digits.count)
      let stroke: Stroke
      switch letter {
      case "f": stroke = .bass
      case "c": stroke = .chord
      case "b": stroke = .both
      case "z": stroke = .rest
      default:
        guard let index = Array("ghijklGHIJKL").firstIndex(of: letter) else { return nil }
        stroke = .note(index % 6, octave: index < 6 ? 0 : -1)
      }
      strokes.append((stroke, max(1, min(99, Int(digits) ?? 1))))
      guard strokes.count <= 256 else { return nil }
    }
    if strokes.isEmpty { return nil }
  }

  static func == (left: Self, right: Self) -> Bool {
    left.held == right.held && left.strokes.elementsEqual(right.strokes) { $0 == $1 }
  }

  func hash(into hasher: inout Hasher) {
    for (stroke, length) in strokes {
      hasher.combine(stroke)
      hasher.combine(length)
    }
  }
}
