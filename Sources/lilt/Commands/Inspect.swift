import ArgumentParser
import MusicModel

/// The command `lilt inspect`: what is in a file.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what an ABC or MIDI file holds.",
    discussion: """
      lilt inspect tunes.abc
      lilt inspect tune.mid --notes --json

      With --notes --json, one JSON object per tune and line: every note as it is played, repeats
      unrolled, onset and duration as exact fractions of a whole note.
      """)

  @Argument(help: "An ABC or MIDI file; - for standard input.")
  var file: String

  @Flag(help: "List every note as it is played.")
  var notes = false

  @Flag(help: "Print JSON, one object per tune and line.")
  var json = false

  @Option(help: "Only this tune of a tunebook: its X: number, or its place from 1.")
  var tune: Int?

  func run() throws {
    let music = try MusicFile(reading: file)
    let pieces = try tune.map { [try music.piece($0)] } ?? music.pieces
    if !json { music.reportDiagnostics() }
    for (index, piece) in pieces.enumerated() {
      let report = PerformanceReport(piece, number: index + 1, listsNotes: notes)
      if json { try Terminal.print(json: report) } else { Terminal.print(report.text) }
    }
  }
}
