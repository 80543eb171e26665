import ArgumentParser
import Foundation
import Playback

/// The command `lilt render`: music as an audio file.
struct Render: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Render an ABC or MIDI file to audio.",
    discussion: """
      lilt render tune.mid --output tune.wav
      lilt render tunes.abc --tune 12 --output tune.flac --soundfont piano.sf2

      The extension of the output says the format: .wav, .flac or .ogg. The same music, SoundFont
      and options give the same samples on every run.
      """)

  @Argument(help: "An ABC or MIDI file; - for standard input.")
  var file: String

  @Option(name: .shortAndLong, help: "The audio file to write.")
  var output = "tune.wav"

  @Option(help: "Which tune of a tunebook: its X: number, or its place from 1.")
  var tune: Int?

  @OptionGroup var sound: SoundOptions

  @Flag(help: "Bring the peak to -1 dB.")
  var normalize = false

  @Option(help: "Seconds of ringing after the last note; until silence by default, at most 10.")
  var tail: Double?

  @Flag(name: .shortAndLong, help: "Show no progress.")
  var quiet = false

  func validate() throws {
    if let tail, !(0...60).contains(tail) {
      throw ValidationError("--tail takes 0 to 60 seconds")
    }
  }

  func run() throws {
    let piece = try MusicFile(reading: file).piece(tune)
    let renderer = Renderer(
      soundFont: try sound.findSoundFont(), options: sound.synthesizerOptions,
      tail: tail.map(Tail.seconds) ?? .untilSilent, normalizedPeak: normalize ? -1 : nil)
    var line = ProgressLine(isQuiet: quiet)
    let report = try renderer.render(
      try sound.schedule(of: piece), to: output,
      progress: { line.show("rendering \(Int($0 * 100)) %") })
    line.clear()
    guard let report else { return }
    for warning in report.warnings { Terminal.report("warning: \(warning)") }
    for missing in report.substitutions {
      Terminal.report(
        "warning: the SoundFont lacks program \(missing.program); "
          + "program \(missing.replacement) stands in")
    }
    var figures = [report.path, String(format: "%.1f s", report.seconds)]
    figures.append(
      report.peak > 0 ? String(format: "peak %.1f dB", report.peakDecibels) : "silent")
    if let loudness = report.loudness { figures.append(String(format: "%.1f LUFS", loudness)) }
    if report.clippedSamples > 0 { figures.append("\(report.clippedSamples) samples clipped") }
    Terminal.print(figures.joined(separator: "\t"))
  }
}
