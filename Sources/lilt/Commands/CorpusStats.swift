import ABCNotation
import ArgumentParser
import SafeFiles
import Training

extension CorpusCommand {
  /// The command `lilt corpus stats`.
  struct Stats: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tell what the tunes are like: meters, keys, kinds, lengths, features, tokens.",
      discussion: """
        lilt corpus stats tunes/
        lilt corpus stats tunes.abc --svg tunes.svg --json > tunes.json

        The last table says how the tunes become tokens: how many a note, how many tunes come back
        exactly, how many the grammar of generated tunes would allow, and what is left out.
        --keep and --pitch count as a model trained with them would see the tunes.
        """)

    @Argument(help: "ABC files, or folders of them; - for standard input.")
    var paths: [String]

    @Flag(help: "Print one JSON object.")
    var json = false

    @Option(help: "Draw the tables into this SVG file.")
    var svg: String?

    @OptionGroup var tokens: TuneTokenOptions

    @Flag(name: .shortAndLong, help: "Do not tell how far the reading is.")
    var quiet = false

    func run() throws {
      var statistics = CorpusStatistics(tokens.options)
      let files = try InputFile.expand(paths, extensions: ["abc"])
      let progress = Progress(total: files.count, unit: "files")
      var line = ProgressLine(isQuiet: quiet)
      for (index, path) in files.enumerated() {
        _ = ABCReader().forEachEntry(of: try InputFile.read(path), file: path) { entry in
          if let tune = entry.tune { statistics.add(tune) }
        }
        line.show(progress.text(index + 1))
      }
      line.clear()
      guard statistics.tunes > 0 else {
        throw CommandFailure.nothingUsable("no tune can be used")
      }
      let report = CorpusStatisticsReport(statistics)
      if let svg { try AtomicFile.write(report.svg, to: svg) }
      if json { try Terminal.print(json: report.encodable) } else { Terminal.print(report.text) }
    }
  }
}
