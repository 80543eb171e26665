import ArgumentParser
import MusicModel
import NoteGeneration
import NoteVocabulary

/// What a melody has to go with.
struct GuidanceOptions: ParsableArguments {
  @Option(
    help: """
      How the tune begins: an .abc or .mid file, or ABC such as "K:D M:6/8 |: DED F*A | * |", where \
      * is a note, or alone a measure, of the model's choice.
      """)
  var prime: String?

  @Option(
    help: """
      Chords to go with, one for each measure, "G C D G", or between lines, "G C | D"; they start \
      again with each section.
      """,
    transform: progression)
  var chords: ChordProgression?

  private static func progression(_ text: String) throws -> ChordProgression {
    do { return try ChordProgression(parsing: text) } catch { throw ValidationError("\(error)") }
  }

  /// Adds chords and opening to what is asked for; they say key and meter where nothing else does.
  func add(to options: inout SamplingOptions) throws {
    if let chords {
      options.chords = chords
      if options.constraints.soundingTonic == nil, let key = chords.key, prime == nil {
        options.constraints.soundingTonic = key.tonic
        options.constraints.mode = options.constraints.mode ?? key.mode
      }
    }
    guard let prime else { return }
    let tune = try OpeningText(prime, options.constraints).tune
    try agree("meter", &options.constraints.meter, tune.meter)
    if let mode = tune.keySignature.mode { try agree("mode", &options.constraints.mode, mode) }
    if options.constraints.soundingTonic == nil {
      options.constraints.soundingTonic = tune.keySignature.tonic
    }
    let kind = tune.rhythm.flatMap { RhythmKind($0) }
    options.constraints.rhythm = options.constraints.rhythm ?? kind
    options.opening = try Opening(tune, TuneEncoding())
  }

  private func agree<Value: Equatable>(
    _ name: String, _ asked: inout Value?, _ found: Value
  ) throws {
    if let asked, asked != found {
      throw CommandFailure.failed(
        "the opening's \(name) is \(found), not \(asked); leave out one of them")
    }
    asked = found
  }
}
