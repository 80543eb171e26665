import ArgumentParser
import NoteVocabulary

/// What of a tune becomes tokens of the encoding `tune`.
struct TuneTokenOptions: ParsableArguments {
  /// What tokens may hold besides the melody.
  enum Content: String, ExpressibleByArgument, CaseIterable {
    case chordSymbols = "chord-symbols"
    case parts, voices
    case looseTies = "loose-ties"
  }

  /// How pitches are written.
  enum Pitch: String, ExpressibleByArgument, CaseIterable {
    case relative, absolute
  }

  @Option(
    parsing: .upToNextOption,
    help: "Tune tokens keep this besides the melody: chord-symbols, parts, voices, loose-ties.")
  var keep: [Content] = []

  @Option(help: "Tune tokens write pitches relative to the tonic, or absolute.")
  var pitch = Pitch.relative

  @Flag(
    inversion: .prefixedNo,
    help: "Tune tokens begin with the form of the tune and whether it ends on the tonic.")
  var plan = true

  var options: TuneEncoding.Options {
    TuneEncoding.Options(
      normalizesKey: pitch == .relative, keepsChordSymbols: keep.contains(.chordSymbols),
      keepsParts: keep.contains(.parts), keepsVoices: keep.contains(.voices),
      keepsLooseTies: keep.contains(.looseTies), plansForm: plan)
  }
}
