import ABCNotation
import ArgumentParser
import MIDIFormat
import MusicModel
import SafeFiles

/// The command `lilt convert`: from ABC to MIDI and back.
struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Convert between ABC and MIDI; the extension of the output says to what.",
    discussion: """
      lilt convert tune.abc tune.mid
      lilt convert played.mid written.abc --melody
      lilt convert messy.abc clean.abc

      From MIDI, the rhythm that a person would write is found, with measures, key and repeats.
      """)

  @Argument(help: "An ABC or MIDI file; - for standard input.")
  var input: String

  @Argument(help: "The file to write: .mid, .midi or .abc.")
  var output: String

  @OptionGroup var selection: TuneSelection

  @Flag(help: "Play chord symbols as chords and bass, and the drums of %%MIDI drum.")
  var accompaniment = false

  @Flag(help: "From MIDI, write down only the melody of several parts.")
  var melody = false

  @Flag(help: "Refuse a file in which anything had to be mended.")
  var strict = false

  func run() throws {
    let (music, pieces) = try selection.read(
      input, isAccompanied: accompaniment, strict: strict)
    selection.reportDiagnostics(of: music, pieces)
    let name = output.lowercased()
    if name.hasSuffix(".mid") || name.hasSuffix(".midi") {
      try AtomicFile.write(MIDIFile(pieces[0].performance).bytes, to: output)
    } else if name.hasSuffix(".abc") {
      let tunes = try pieces.map { try $0.tune(melodyOnly: melody) }
      try AtomicFile.write(ABCWriter().write(tunes), to: output)
    } else {
      throw ValidationError("\(output): unknown format; expected a name that ends in .mid or .abc")
    }
    Terminal.print(output)
  }
}
