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
      lilt convert band.mid bass.abc --part bass
      lilt convert band.mid phone.mid --midi-format 0
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

  @Flag(
    inversion: .prefixedNo,
    help: "From MIDI, write what is played twice in a row once, between repeat signs.")
  var repeats = true

  @OptionGroup var parts: PartOptions

  @Option(help: "To MIDI: 1 for a track for each part, 0 for a single track.")
  var midiFormat = 1

  @Option(help: "To MIDI: a copyright notice; that of a MIDI file is kept without it.")
  var copyright: String?

  @Flag(help: "Refuse a file in which anything had to be mended.")
  var strict = false

  func validate() throws {
    guard [0, 1].contains(midiFormat) else { throw ValidationError("--midi-format takes 0 or 1") }
  }

  func run() throws {
    var (music, pieces) = try selection.read(
      input, isAccompanied: accompaniment, appliesPedal: parts.pedal, strict: strict)
    selection.reportDiagnostics(of: music, pieces)
    pieces = try pieces.map(parts.chosen)
    let name = output.lowercased()
    if name.hasSuffix(".mid") || name.hasSuffix(".midi") {
      let options = MIDIWritingOptions(
        format: midiFormat == 0 ? .singleTrack : .simultaneousTracks,
        copyright: copyright ?? pieces[0].copyright)
      let file = MIDIFile(pieces[0].performance, options: options)
      file.diagnostics.forEach(Terminal.report)
      try AtomicFile.write(file.bytes, to: output)
    } else if name.hasSuffix(".abc") {
      let tunes = try pieces.map { try $0.tune(melodyOnly: melody, foldsRepeats: repeats) }
      try AtomicFile.write(ABCWriter().write(tunes), to: output)
    } else {
      throw ValidationError("\(output): unknown format; expected a name that ends in .mid or .abc")
    }
    Terminal.print(output)
  }
}
