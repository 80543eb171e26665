import ArgumentParser
import Foundation
import Playback

/// The command `lilt render`: music as an audio file.
struct Render: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Render ABC or MIDI files to audio.",
    discussion: """
      lilt render tune.mid --output tune.wav
      lilt render tunes.abc --tune 12 --output tune.flac --soundfont piano.sf2
      lilt render tune.abc --output tune.wav --stems
      lilt render tunes/ --output sound/ --format ogg

      The extension of the output says the format: .wav, .flac, .ogg or .mp3, where libsndfile has
      it. A folder, or an output that ends in /, renders every tune of every file, several at once.
      With --stems each part gets a file of its own too, as long as the mix. The same music,
      SoundFont and options give the same samples on every run.
      """)

  @Argument(help: "ABC or MIDI files or folders; - for standard input.")
  var files: [String]

  @Option(name: .shortAndLong, help: "The audio file to write, or a folder that ends in /.")
  var output = "tune.wav"

  @Option(help: "The format of the files in a folder: wav, flac, ogg, mp3.")
  var format: String?

  @OptionGroup var selection: TuneSelection

  @Flag(help: "Write each part to a file of its own as well.")
  var stems = false

  @Flag(help: "Play chord symbols as chords and bass, and the drums of %%MIDI drum.")
  var accompaniment = false

  @OptionGroup var sound: SoundOptions

  @Flag(help: "Bring the peak to -1 dB.")
  var normalize = false

  @Option(help: "Seconds of ringing after the last note; until silence by default, at most 10.")
  var tail: Double?

  @Option(help: "Files that are rendered at once; one for each core by default.")
  var jobs: Int?

  @Flag(name: .shortAndLong, help: "Show no progress and no warnings.")
  var quiet = false

  func validate() throws {
    if let tail, !(0...60).contains(tail) {
      throw ValidationError("--tail takes 0 to 60 seconds")
    }
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs takes 1 to 256") }
    if files.isEmpty { throw ValidationError("name a file or folder to render") }
  }

  func run() throws {
    let renderer = Renderer(
      soundFont: try sound.findSoundFont(), options: sound.synthesizerOptions,
      tail: tail.map(Tail.seconds) ?? .untilSilent, normalizedPeak: normalize ? -1 : nil)
    let rendering = PieceRendering(renderer: renderer, sound: sound, stems: stems)
    guard isFolder else {
      return try renderOne(rendering)
    }
    let batch = try RenderBatch(
      files, selection: selection, isAccompanied: accompaniment, folder: output,
      format: format ?? "wav", isQuiet: quiet)
    try batch.run(rendering, jobs: jobs)
  }

  /// Whether the output is a folder.
  private var isFolder: Bool {
    output.hasSuffix("/") || URL(filePath: output).hasDirectoryPath
  }

  private func renderOne(_ rendering: PieceRendering) throws {
    guard files.count == 1, !URL(filePath: files[0]).hasDirectoryPath else {
      throw CommandFailure.failed(
        "several files need a folder to go to: --output \(output.prefix { $0 != "." })/")
    }
    let piece = try selection.readPiece(
      files[0], isAccompanied: accompaniment, isQuiet: quiet)
    let controls = PlaybackControls()
    let interrupt = Interrupt { controls.stop() }
    defer { interrupt.cancel() }
    var line = ProgressLine(isQuiet: quiet)
    let reports = try rendering.render(piece, of: files[0], to: output, controls: controls) {
      line.show("rendering \(Int($0 * 100)) %")
    }
    line.clear()
    for report in reports { RenderText.print(report) }
    if controls.isStopped {
      throw CommandFailure.interrupted(
        reports.isEmpty ? "stopped; nothing was written" : "stopped; parts may be missing")
    }
  }
}
