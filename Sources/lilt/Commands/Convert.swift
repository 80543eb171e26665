import ABCNotation
import ArgumentParser
import MIDIFormat
import MusicModel
import SafeFiles

/// The command `lilt convert`: from ABC to MIDI, and clean ABC from ABC.
struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Convert between ABC and MIDI; the extension of the output says to what.",
    discussion: """
      lilt convert tune.abc tune.mid
      lilt convert messy.abc clean.abc
      """)

  @Argument(help: "An ABC or MIDI file; - for standard input.")
  var input: String

  @Argument(help: "The file to write: .mid, .midi or .abc.")
  var output: String

  @Option(help: "Which tune of a tunebook: its X: number, or its place from 1.")
  var tune: Int?

  func run() throws {
    let music = try MusicFile(reading: input)
    music.reportDiagnostics()
    let name = output.lowercased()
    if name.hasSuffix(".mid") || name.hasSuffix(".midi") {
      let piece = try music.piece(tune)
      try AtomicFile.write(MIDIFile(piece.performance).bytes, to: output)
    } else if name.hasSuffix(".abc") {
      let pieces = try tune.map { [try music.piece($0)] } ?? music.pieces
      try AtomicFile.write(ABCWriter().write(pieces.compactMap(\.tune)), to: output)
    } else {
      throw ValidationError("\(output): unknown format; expected a name that ends in .mid or .abc")
    }
    Terminal.print(output)
  }
}
