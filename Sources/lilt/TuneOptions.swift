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

  var constraints: TuneConstraints {
    get throws {
      var constraints = TuneConstraints()
      constraints.rhythm = rhythm
      constraints.meter = meter
      constraints.mode = key?.mode
      constraints.soundingTonic = key?.tonic
      constraints.measures = bars
      do {
        constraints.form = try form.map { text throws(TuneFormError) in
          try TuneForm(parsing: text, measures: bars)
        }
      } catch {
        throw ValidationError("\(error)")
      }
      return constraints
    }
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
