import ABCNotation
import ArgumentParser
import MusicModel
import Pictures
import SafeFiles

/// The command `lilt draw`: music as a picture.
struct Draw: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw a tune or a MIDI file as SVG: a piano roll, or staff notation.",
    discussion: """
      lilt draw tune.mid --output roll.svg
      lilt draw tunes.abc --tune 12 --style staff --output score.svg

      Staff notation is typeset by the program abcm2ps (apt-get install abcm2ps).
      """)

  /// The kinds of picture.
  enum Style: String, ExpressibleByArgument, CaseIterable {
    case roll, staff
  }

  @Argument(help: "An ABC or MIDI file; - for standard input.")
  var file: String

  @Option(name: .shortAndLong, help: "Where to write the picture.")
  var output = "tune.svg"

  @Option(help: "A piano roll, or staff notation.")
  var style = Style.roll

  @OptionGroup var selection: TuneSelection
  @OptionGroup var parts: PartOptions

  func run() throws {
    let piece = try selection.read(file, appliesPedal: parts.pedal).pieces[0]
    selection.reportDiagnostics(of: [piece])
    try draw(parts.chosen(piece))
  }

  private func draw(_ piece: MusicFile.Piece) throws {
    switch style {
    case .roll: try AtomicFile.write(PianoRoll(piece.performance).svg, to: output)
    case .staff:
      try AtomicFile.write(try StaffNotation.svg(of: ABCWriter().write(piece.tune())), to: output)
    }
    Terminal.print(output)
  }
}
