import Foundation
import Playback

/// What the doctor looks at for sound.
enum AudioChecks {
  /// - Parameters:
  ///   - device: ALSA's name of the device to try.
  ///   - beep: Whether to play a tone on it.
  static func findings(soundFont: String?, device: String, beep: Bool) -> [Finding] {
    var findings = [
      Finding("audio libraries", .good, AudioLibraries.versions.joined(separator: ", "))
    ]
    let font = Result { try SoundFontFinder().find(explicit: soundFont) }
    findings.append(finding(font))
    findings.append(finding(device: device, beep: beep ? try? font.get() : nil))
    findings.append(sequencer)
    findings.append(realTime)
    return findings
  }

  private static func finding(_ font: Result<SoundFontFile, any Error>) -> Finding {
    do {
      let font = try font.get()
      let warnings = try Synthesizer(soundFont: font).warnings
      if let warning = warnings.first {
        return Finding(
          "SoundFont", .limited, "\(font.path): \(warning)",
          remedy: "name another file with --soundfont")
      }
      let programs = Set(font.presets.filter { $0.bank == 0 }.map(\.program)).count
      let kits = font.presets.count { $0.bank == 128 }
      let detail = "\(font.path): \(programs) of 128 programs, \(kits) drum kits"
      guard programs > 0 else {
        return Finding(
          "SoundFont", .bad, detail, remedy: "name a General MIDI font with --soundfont")
      }
      return Finding("SoundFont", .good, detail)
    } catch {
      return Finding(
        "SoundFont", .bad, "\(error)", remedy: "`lilt soundfont list` shows where fonts are found")
    }
  }

  private static func finding(device: String, beep font: SoundFontFile?) -> Finding {
    do {
      var player = try PCMPlayer(device: device)
      guard let font else {
        return Finding("audio device", .good, "'\(device)' opens; --beep plays a tone on it")
      }
      let report = try player.play(
        SampleSource(synthesizer: Synthesizer(soundFont: font), schedule: .beep))
      guard report.underruns == 0 else {
        return Finding(
          "audio device", .limited, "'\(device)' ran dry \(report.underruns) times in one second",
          remedy: "use --latency safe")
      }
      return Finding(
        "audio device", .good, "played a tone on '\(device)'",
        remedy: "if you heard nothing, look at the volume (alsamixer) or try another --device")
    } catch {
      return Finding(
        "audio device", .limited, "\(error)".components(separatedBy: "; ")[0],
        remedy: "plug in a card or start a sound server, then `lilt devices`; rendering works")
    }
  }

  private static var sequencer: Finding {
    guard let ports = SequencerPort.all() else {
      return Finding(
        "sequencer", .limited, "the ALSA sequencer does not open",
        remedy: "modprobe snd-seq; only needed for --sequencer and --keyboard")
    }
    return Finding("sequencer", .good, "opens; \(ports.count) ports of others")
  }

  private static var realTime: Finding {
    let priority = RealTimeRights.highestPriority
    guard priority > 0 else {
      return Finding(
        "real-time rights", .limited, "the audio thread has to wait for others",
        remedy: "add '@audio - rtprio 95' to /etc/security/limits.d/audio.conf, join the group "
          + "audio and log in again; or use --latency safe")
    }
    return Finding("real-time rights", .good, "priority up to \(priority)")
  }
}

extension EventSchedule {
  /// A tone of half a second.
  fileprivate static let beep = EventSchedule(
    sampleRate: 48_000,
    events: [
      Event(frame: 0, message: ChannelMessage(.programChange, channel: 0, 73)),
      Event(frame: 4800, message: ChannelMessage(.noteOn, channel: 0, 81, 80)),
      Event(frame: 28_800, message: ChannelMessage(.noteOff, channel: 0, 81)),
    ], endFrame: 33_600)
}
