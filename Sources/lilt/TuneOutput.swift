import ArgumentParser
import NoteGeneration

/// Where tunes that a model makes up go, as options.
struct TuneOutput: ParsableArguments {
  @Option(name: .shortAndLong, help: "A file for one tune, or a folder that ends in /.")
  var output: String?

  @Option(help: "Kinds of file, with commas: mid, abc, svg, wav, flac, ogg.")
  var format: String?

  @Option(help: "The SoundFont for audio.")
  var soundfont: String?

  /// - Throws: `ValidationError` where so many tunes cannot go there.
  func check(count: Int) throws { _ = try destination(count: count) }

  /// Writes tunes and prints the names of the files; those that are cut short are told.
  ///
  /// - Parameter count: How many tunes were asked for.
  func write(_ tunes: [some GeneratedMusic], count: Int) throws {
    for tune in tunes {
      if let fault = tune.fault {
        Terminal.report("warning: tune \(tune.recipe.index + 1) is cut short: \(fault)")
      }
    }
    try destination(count: count).write(tunes, soundFont: soundfont)
  }

  private func destination(count: Int) throws -> TuneDestination {
    try TuneDestination(output, format: format, count: count)
  }
}
