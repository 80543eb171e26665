import ArgumentParser
import Foundation
import Playback

/// The command `lilt play`: music on an audio device.
struct Play: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Play an ABC or MIDI file on an ALSA device or sequencer port.",
    discussion: """
      lilt play tune.mid
      lilt play tunes.abc --tune 12 --device pulse
      lilt play tune.mid --sequencer "FLUID Synth:0"

      Ctrl-C releases the notes and ends with exit code 130. `lilt devices` lists what there is.
      """)

  @Argument(help: "An ABC or MIDI file; - for standard input.")
  var file: String

  @Option(help: "Which tune of a tunebook: its X: number, or its place from 1.")
  var tune: Int?

  @Option(name: .shortAndLong, help: "ALSA's name of the device.")
  var device = "default"

  @Option(help: "Send to this port of the ALSA sequencer, CLIENT:PORT, instead of a device.")
  var sequencer: String?

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
    let controls = PlaybackControls()
    let interrupt = Interrupt { controls.stop() }
    defer { interrupt.cancel() }
    let status = quiet ? nil : PlayStatus(piece: piece, schedule: schedule, controls: controls)
    defer { status?.end() }
    let wasStopped =
      if let sequencer {
        try send(schedule, to: sequencer, controls)
      } else {
        try play(schedule, controls)
      }
    if wasStopped { throw CommandFailure.interrupted("stopped") }
  }

  private func send(
    _ schedule: EventSchedule, to port: String, _ controls: PlaybackControls
  ) throws -> Bool {
    var player = try SequencerPlayer(destination: port)
    return try player.play(schedule, controls: controls)
  }

  private func play(_ schedule: EventSchedule, _ controls: PlaybackControls) throws -> Bool {
    let synthesizer = try Synthesizer(
      soundFont: try sound.findSoundFont(), options: sound.synthesizerOptions)
    let source = SampleSource(synthesizer: synthesizer, schedule: schedule)
    var player = try PCMPlayer(device: device, sampleRate: sound.rate, latency: latency)
    let report = try player.play(source, controls: controls)
    if report.underruns > 0 {
      Terminal.report(
        "\(report.underruns) gaps in the sound; --latency safe avoids them on a busy machine")
    }
    return report.wasStopped
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
