public import ArgumentParser
public import NoteGeneration

extension Feel: ExpressibleByArgument {}

/// What is made of a tune beyond its notes.
struct StyleOptions: ParsableArguments {
  @Option(
    help:
      "How it is played: straight, as written and the default; session, with swing, drive and accents."
  )
  var feel: Feel?

  @Flag(help: "Write chord symbols that go with the melody, those of --chords if given.")
  var chordSymbols = false

  @Flag(
    help: "Play chords on a guitar and a double bass below the melody; writes chord symbols too.")
  var accompaniment = false

  var style: TuneStyle {
    var style = TuneStyle()
    apply(to: &style)
    return style
  }

  /// Changes what was given on the command line, and nothing else.
  func apply(to style: inout TuneStyle) {
    style.feel = feel ?? style.feel
    if chordSymbols { style.writesChords = true }
    if accompaniment { style.isAccompanied = true }
  }
}
