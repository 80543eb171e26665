import ArgumentParser
import Playback
import SafeFiles
import SoundFontSynthesis

/// The command `lilt soundfont`: which instruments there are.
struct SoundFontCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "soundfont",
    abstract: "Find SoundFonts and show what they hold.",
    subcommands: [List.self, Info.self, Path.self, Build.self])

  /// The command `lilt soundfont list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the places that are searched, in order; * marks the font that is used.")

    func run() throws {
      let finder = SoundFontFinder()
      let winner = try? finder.find().path
      for candidate in finder.candidates() {
        let mark = candidate.path == winner ? "*" : " "
        Terminal.print("\(mark) \(candidate.path)\t\(candidate.origin)")
      }
    }
  }

  /// The command `lilt soundfont info`.
  struct Info: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show the presets of a SoundFont.")

    @Argument(help: "A SoundFont; by default the one that is used.")
    var file: String?

    func run() throws {
      let font = try SoundFontFinder().find(explicit: file)
      Terminal.print("\(font.path)\t\(font.name)\t\(font.size) bytes")
      for preset in font.presets {
        Terminal.print("\(preset.bank)\t\(preset.program)\t\(preset.name)")
      }
    }
  }

  /// The command `lilt soundfont path`.
  struct Path: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print the path of the font in use.")

    func run() throws {
      Terminal.print(try SoundFontFinder().find().path)
    }
  }
  /// The command `lilt soundfont build`.
  struct Build: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Compute Lilt's own SoundFont; the same bytes on every machine.")

    @Argument(help: "The file to write.")
    var file = "Lilt.sf2"

    func run() throws {
      try AtomicFile.write(SoundFontBuilder.build(), to: file)
      Terminal.print(file)
    }
  }
}
