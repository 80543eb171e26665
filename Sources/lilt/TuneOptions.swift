import ArgumentParser
import MusicModel
import NoteGeneration
import NoteVocabulary

/// What a tune is to be.
struct TuneOptions: ParsableArguments {
  @Option(help: "The kind of tune: jig, reel, hornpipe, polka, waltz, …", transform: rhythmKind)
  var rhythm: RhythmKind?

  @Option(help: "The meter, such as 6/8 or 4/4.", transform: meter)
  var meter: Meter?

  @Option(help: "The key, such as D, Em, Edor, Bbmix.", transform: keySignature)
  var key: KeySignature?

  @Option(help: "The number of measures, repeats not counted twice.")
  var bars: Int?

  @Option(help: "The sections: AABB, ABC, 16+16, 8x2+8x1.")
  var form: String?

  @Option(help: "The lowest and highest note, such as D4-B5; C4 is middle C.", transform: noteRange)
  var range: ClosedRange<Int>?

  @Option(
    name: .customLong("for"),
    help:
      "An instrument whose range to keep to: whistle-D, fiddle, pipes, flute, accordion, voice.",
    transform: instrument)
  var instrument: Instrument?

  @Flag(help: "End on the tonic.")
  var endOnTonic = false

  func validate() throws {
    if range != nil, instrument != nil {
      throw ValidationError("--range and --for both say which notes; leave out one of them")
    }
  }

  var constraints: TuneConstraints {
    get throws {
      var constraints = TuneConstraints()
      try apply(to: &constraints)
      return constraints
    }
  }

  /// Changes what was given on the command line, and nothing else.
  func apply(to constraints: inout TuneConstraints) throws {
    constraints.rhythm = rhythm ?? constraints.rhythm
    constraints.meter = meter ?? constraints.meter
    if let key {
      constraints.mode = key.mode
      constraints.soundingTonic = key.tonic
    }
    if bars != nil || form != nil {
      constraints.measures = bars
      do {
        constraints.form = try form.map { text throws(TuneFormError) in
          try TuneForm(parsing: text, measures: bars)
        }
      } catch {
        throw ValidationError("\(error)")
      }
    }
    constraints.range = range ?? instrument?.range ?? constraints.range
    if endOnTonic { constraints.endsOnTonic = true }
  }

  static func rhythmKind(_ text: String) throws -> RhythmKind {
    if let kind = RhythmKind(text) { return kind }
    let known = RhythmKind.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError("unknown rhythm '\(text)'; expected one of \(known)")
  }

  static func keySignature(_ text: String) throws -> KeySignature {
    if let key = KeySignature(tonicAndMode: text) { return key }
    throw ValidationError("unknown key '\(text)'; expected one such as D, Em, Edor, F#min, Bbmix")
  }

  private static func noteRange(_ text: String) throws -> ClosedRange<Int> {
    let notes = text.split(separator: "-", omittingEmptySubsequences: false).map(pitch)
    guard notes.count == 2, let low = notes[0], let high = notes[1], low <= high else {
      throw ValidationError("unknown range '\(text)'; expected two notes such as D4-B5 or G3-Bb5")
    }
    return low...high
  }

  /// The MIDI note of a name such as `F#4`.
  private static func pitch(_ text: Substring) -> Int? {
    guard let step = text.first.flatMap({ PitchStep(letter: $0) }) else { return nil }
    let rest = text.dropFirst()
    let alteration = rest.first == "#" ? 1 : rest.first == "b" ? -1 : 0
    guard let octave = Int(alteration == 0 ? rest : rest.dropFirst()), (0...9).contains(octave)
    else { return nil }
    return SpelledPitch(step, alteration: alteration, octave: octave).pitch
  }

  private static func instrument(_ text: String) throws -> Instrument {
    if let known = Instrument.allCases.first(where: {
      $0.rawValue.lowercased() == text.lowercased()
    }) {
      return known
    }
    let known = Instrument.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError("unknown instrument '\(text)'; expected one of \(known)")
  }

  private static func meter(_ text: String) throws -> Meter {
    if text == "C" { return .common }
    if text == "C|" { return .cut }
    let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let beats = numbers[0], let unit = numbers[1],
      (1...64).contains(beats), [1, 2, 4, 8, 16, 32].contains(unit)
    else { throw ValidationError("unknown meter '\(text)'; expected one such as 6/8 or 4/4") }
    return Meter(beats, unit)
  }
}
