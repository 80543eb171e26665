import ArgumentParser
import Playback

/// The command `lilt devices`: where music can sound.
struct Devices: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List where music can sound: audio devices and ports of the sequencer.",
    discussion: """
      The names in the first column are for `lilt play --device`, and the addresses for `lilt play
      --sequencer` and `lilt live --keyboard`.
      """)

  @Flag(help: "Print one JSON object.")
  var json = false

  private struct Report: Encodable {
    struct Device: Encodable {
      let name: String
      let summary: String
    }

    struct Port: Encodable {
      let address: String
      let name: String
      let receives: Bool
      let sends: Bool
    }

    let devices: [Device]
    let ports: [Port]

    /// Whether there is a sequencer at all.
    let sequencer: Bool
  }

  func run() throws {
    let (devices, ports) = (AudioDevice.all(), SequencerPort.all())
    if json {
      return try Terminal.print(
        json: Report(
          devices: devices.map { .init(name: $0.name, summary: $0.summary) },
          ports: (ports ?? []).map {
            .init(address: $0.address, name: $0.name, receives: $0.receives, sends: $0.sends)
          }, sequencer: ports != nil))
    }
    for device in devices { Terminal.print("\(device.name)\t\(device.summary)") }
    if devices.isEmpty {
      Terminal.report("no audio device; `lilt render` writes a file without one")
    }
    for port in ports ?? [] {
      let ways = [port.receives ? "plays" : nil, port.sends ? "is played" : nil]
      Terminal.print(
        "\(port.address)\t\(port.name)\t\(ways.compactMap(\.self).joined(separator: ", "))")
    }
    if ports == nil {
      Terminal.report("no ALSA sequencer; `modprobe snd-seq` loads it where the system has it")
    } else if ports?.isEmpty == true {
      Terminal.report("no port on the ALSA sequencer; start a synthesizer or plug in a keyboard")
    }
  }
}
