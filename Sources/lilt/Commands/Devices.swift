import ArgumentParser
import Playback

/// The command `lilt devices`: where music can sound.
struct Devices: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the ALSA devices that `lilt play --device` takes.")

  func run() throws {
    let devices = AudioDevice.all()
    for device in devices { Terminal.print("\(device.name)\t\(device.summary)") }
    if devices.isEmpty {
      Terminal.report("no audio device; `lilt render` writes a file without one")
    }
  }
}
