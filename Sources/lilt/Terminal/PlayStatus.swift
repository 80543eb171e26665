import Dispatch
import Foundation
import MusicModel
import Playback

/// The line under a tune that plays: its name, the bar, the time and the level.
final class PlayStatus {
  private let timer: (any DispatchSourceTimer)?

  init(piece: MusicFile.Piece, schedule: EventSchedule, controls: PlaybackControls) {
    let title = piece.performance.title ?? "untitled"
    guard Terminal.isInteractive else {
      timer = nil
      Terminal.report("playing \(title), \(Self.clock(schedule.seconds))")
      return
    }
    let timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now(), repeating: .milliseconds(100))
    timer.setEventHandler {
      let frame = controls.position
      let bar = schedule.measures.count { $0 <= frame }
      let now = Self.clock(Double(frame) / Double(schedule.sampleRate))
      Terminal.write(
        "\r\u{1B}[K\(title)  bar \(bar)/\(schedule.measures.count)  "
          + "\(now)/\(Self.clock(schedule.seconds))  \(Self.level(controls.takePeak()))")
    }
    timer.resume()
    self.timer = timer
  }

  /// Takes the line away.
  func end() {
    guard let timer, !timer.isCancelled else { return }
    timer.cancel()
    Terminal.write("\r\u{1B}[K")
  }

  /// A peak in decibels below full scale.
  private static func level(_ peak: Float) -> String {
    peak > 0 ? String(format: "%.0f dB", 20 * log10(peak)) : "silent"
  }

  private static func clock(_ seconds: Double) -> String {
    String(format: "%d:%02d", Int(seconds) / 60, Int(seconds) % 60)
  }
}
