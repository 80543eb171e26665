import ArgumentParser
import MusicModel

/// The command `lilt inspect`: what is in a file.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what an ABC or MIDI file or a model holds, or how a model learns.",
    discussion: """
      lilt inspect tunes.abc
      lilt inspect tune.mid --notes --json
      lilt inspect reels.safetensors
      lilt inspect reels.safetensors --gradients --svg reels-gradients.svg
      lilt inspect --gradients --compare --svg gradients.svg

      With --notes --json, one JSON object per tune and line: every note as it is played, repeats
      unrolled, onset and duration as exact fractions of a whole note.
      """)

  @Argument(help: "ABC or MIDI files, - for standard input, or models.")
  var files: [String] = []

  @Flag(help: "List every note as it is played.")
  var notes = false

  @Flag(help: "Print JSON, one object per tune and line.")
  var json = false

  @Flag(help: "Play chord symbols as chords and bass, and the drums of %%MIDI drum.")
  var accompaniment = false

  @OptionGroup var selection: TuneSelection
  @OptionGroup var parts: PartOptions

  @Flag(help: "Refuse a file in which anything had to be mended.")
  var strict = false

  @OptionGroup(title: "Gradients") var gradients: GradientOptions

  func validate() throws {
    guard gradients.compare || !files.isEmpty else {
      throw ValidationError("Missing expected argument '<files> ...'")
    }
    guard !gradients.compare || files.isEmpty else {
      throw ValidationError("--compare takes no models")
    }
  }

  func run() throws {
    if gradients.gradients { return try gradients.run(models: files, json: json) }
    for file in files {
      if file.hasSuffix(".safetensors") { try showModel(file) } else { try show(file) }
    }
  }

  private func showModel(_ path: String) throws {
    let report = try ModelReport(path)
    if json { try Terminal.print(json: report) } else { Terminal.print(report.text) }
  }

  private func show(_ file: String) throws {
    let (music, pieces) = try selection.read(
      file, isAccompanied: accompaniment, appliesPedal: parts.pedal, strict: strict)
    if !json { selection.reportDiagnostics(of: music, pieces) }
    for (index, piece) in pieces.enumerated() {
      let report = PerformanceReport(
        try parts.chosen(piece), number: index + 1, listsNotes: notes)
      if json { try Terminal.print(json: report) } else { Terminal.print(report.text) }
    }
  }
}
