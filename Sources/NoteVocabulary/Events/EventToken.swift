import MusicModel

/// The meaning of one token of music as played.
///
/// Times are steps of 1/96 of a whole note: 24 a quarter, which holds triplets of eighths and
/// sixteenths, and thirty-seconds.
enum EventToken: Hashable, Sendable {
  case start, end

  /// The next measure starts.
  case bar

  /// So many measures without notes; a bar follows.
  case emptyBars(Int)

  /// The meter from this bar on.
  case meter(Meter)

  /// The step in the measure at which the next notes start.
  case position(Int)

  /// The tempo from this position on, in quarters a minute.
  case tempo(Int)

  /// The next notes are of this sound, layer 0.
  case sound(EventSound)

  /// The next notes are of this layer of the same sound: the second violin beside the first.
  case layer(Int)

  /// How loud the part plays from here on, 1...127.
  case velocity(Int)

  /// So many whole notes are added to the next duration.
  case wholeNotes(Int)

  /// How long the part's notes last from here on, in steps; 0 stands for a quarter of a step.
  case duration(Int)

  /// A note of the part.
  case pitch(Int)

  /// A stroke of a drum kit, by its MIDI note.
  case stroke(Int)
}

/// What a part plays on: an instrument or a drum kit.
enum EventSound: Hashable, Sendable {
  /// A General MIDI program, 0...127.
  case program(Int)

  /// A drum kit, by its program.
  case kit(Int)
}

extension EventToken {
  /// The text of the token in a vocabulary.
  var symbol: String {
    switch self {
    case .start: Vocabulary.startSymbol
    case .end: Vocabulary.endSymbol
    case .bar: "BAR"
    case .emptyBars(let count): "BARS:\(count)"
    case .meter(let meter): "METER:\(meter)"
    case .position(let step): "AT:\(step)"
    case .tempo(let tempo): "TEMPO:\(tempo)"
    case .sound(.program(let program)): "PROGRAM:\(program)"
    case .sound(.kit(let kit)): "DRUMS:\(kit)"
    case .layer(let layer): "LAYER:\(layer)"
    case .velocity(let velocity): "VELOCITY:\(velocity)"
    case .wholeNotes(let count): "LONG:\(count)"
    case .duration(let steps): "LENGTH:\(steps)"
    case .pitch(let pitch): "NOTE:\(pitch)"
    case .stroke(let pitch): "STROKE:\(pitch)"
    }
  }
}
