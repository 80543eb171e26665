import CALSA
import Glibc

/// A name under which ALSA plays sound.
public struct AudioDevice: Hashable, Sendable {
  /// The name for `--device`.
  public let name: String

  /// ALSA's words for it, in one line.
  public let summary: String

  /// The devices of this machine and its configuration that play; empty when there is none.
  ///
  /// ALSA lists plug-ins too, whose server or card may be missing.
  public static func all() -> [AudioDevice] {
    ALSALog.silenceThisThread()
    var hints: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
    guard unsafe snd_device_name_hint(-1, "pcm", &hints) >= 0, let list = unsafe hints else {
      return []
    }
    defer { unsafe snd_device_name_free_hint(list) }
    var devices: [AudioDevice] = []
    var index = 0
    while let hint = unsafe list[index] {
      if let device = unsafe AudioDevice(hint: hint) { devices.append(device) }
      index += 1
    }
    return devices
  }

  /// Reads a hint, or `nil` for one that only records.
  private init?(hint: UnsafeMutableRawPointer) {
    func field(_ id: String) -> String? {
      guard let text = unsafe snd_device_name_get_hint(hint, id) else { return nil }
      defer { unsafe free(text) }
      return unsafe String(cString: text)
    }
    guard let name = field("NAME"), field("IOID") != "Input" else { return nil }
    self.name = name
    summary = (field("DESC") ?? "").split(separator: "\n").joined(separator: ", ")
  }
}
