import MusicModel
import NoteVocabulary

/// Moves tunes that are encoded as written into other keys.
struct TuneKeys {
  private let written: TuneEncoding
  private let relative = TuneEncoding()

  /// - Parameter written: An encoding that does not move tunes to one tonic.
  init(_ written: TuneEncoding) {
    self.written = written
  }

  /// The tokens of a tune moved by each of some semitones; the tune itself where it has no tonic.
  func forms(
    of tokens: [Int32], _ shifts: ClosedRange<Int>
  ) throws(EncodingError) -> [[Int32]] {
    let tune = try written.decode(tokens)
    guard let tonic = tune.keySignature.tonic, let mode = tune.keySignature.mode else {
      return [tokens]
    }
    let moved = try relative.encode(tune).tokens
    var forms: [[Int32]] = []
    for shift in shifts {
      let name = Self.name(of: tonic.pitchClass + shift, mode)
      let tune = try relative.decode(relative.replacingTonic(of: moved, by: name))
      forms.append(try written.encode(tune).tokens)
    }
    return forms
  }

  /// The tonic of a pitch class whose key has the fewest accidentals.
  private static func name(of pitchClass: Int, _ mode: Mode) -> PitchName {
    let names = PitchStep.allCases.flatMap { step in
      (-1...1).map { PitchName(step, alteration: $0) }
    }
    let fitting = names.filter { ($0.pitchClass - pitchClass).isMultiple(of: 12) }
    return fitting.min { abs(KeySignature($0, mode).sharps) < abs(KeySignature($1, mode).sharps) }
      ?? PitchName(.c)
  }
}
