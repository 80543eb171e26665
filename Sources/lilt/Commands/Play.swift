import ArgumentParser
import Foundation
import Playback

/// The command `lilt play`: music on an audio device.
struct Play: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Play an ABC or MIDI file on an ALSA device.",
    discussion: """
      lilt play tune.mid
      lilt play tunes.abc --tune 12 --device pulse

      Ctrl-C releases the notes and ends with exit code 130. `lilt devices` lists what there is.
      """)

  @Argument(help: "An ABC or MIDI file; - for standard input.")
  var file: String

  @Option(help: "Which tune of a tunebook: its X: number, or its place from 1.")
  var tune: Int?

  @Option(name: .shortAndLong, help: "ALSA's name of the device.")
  var device = "default"

  @Option(
    help: "Time between computing and hearing: low, normal, safe, or milliseconds.",
    transform: latency)
  var latency = Latency.normal

  @OptionGroup var sound: SoundOptions

  @Flag(name: .shortAndLong, help: "Show no status line.")
  var quiet = false

  func run() throws {
    let piece = try MusicFile(reading: file).piece(tune)
    let schedule = try sound.schedule(of: piece)
    let synthesizer = try Synthesizer(
      soundFont: try sound.findSoundFont(), options: sound.synthesizerOptions)
    let source = SampleSource(synthesizer: synthesizer, schedule: schedule)
    let controls = PlaybackControls()
    let interrupt = Interrupt { controls.stop() }
    defer { interrupt.cancel() }
    let status = quiet ? nil : PlayStatus(piece: piece, schedule: schedule, controls: controls)
    defer { status?.end() }
    var player = try PCMPlayer(device: device, sampleRate: sound.rate, latency: latency)
    let report = try player.play(source, controls: controls)
    status?.end()
    if report.underruns > 0 {
      Terminal.report(
        "\(report.underruns) gaps in the sound; --latency safe avoids them on a busy machine")
    }
    if report.wasStopped { throw CommandFailure.interrupted("stopped") }
  }

  private static func latency(_ text: String) throws -> Latency {
    switch text {
    case "low": return .low
    case "normal": return .normal
    case "safe": return .safe
    default:
      guard let milliseconds = Int(text), (1...2000).contains(milliseconds) else {
        throw ValidationError("--latency takes low, normal, safe or 1 to 2000 milliseconds")
      }
      return .milliseconds(milliseconds)
    }
  }
}
