import Dispatch
import Foundation
import MusicModel
import Playback

/// The line under a tune that plays: its name, the bar and beat, what sounds and how loud.
final class PlayStatus {
  private let timer: (any DispatchSourceTimer)?

  /// - Parameters:
  ///   - schedule: The whole piece at its written speed.
  ///   - played: What of it is played, a count before it included.
  ///   - hasKeys: Whether to tell about keys.
  init(
    piece: MusicFile.Piece, schedule: EventSchedule, played: EventSchedule,
    controls: PlaybackControls, hasKeys: Bool
  ) {
    let title = piece.performance.title ?? "untitled"
    guard Terminal.isInteractive else {
      timer = nil
      Terminal.report("playing \(title), \(Self.clock(played.seconds))")
      return
    }
    if hasKeys {
      Terminal.report("space pause  ←→ bar  -+ tempo  ↓↑ semitone  l loop  0 start  q end")
    }
    let beats = BeatMap(piece.performance, schedule)
    let notes = SoundingNotes(played)
    // The place in the whole piece is some frames away from that in what is played.
    let skipped = (schedule.measures.last ?? 0) - (played.measures.last ?? 0)
    let count = schedule.measures.count
    let timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now(), repeating: .milliseconds(100))
    timer.setEventHandler {
      let frame = max(0, controls.position - Self.heardDelay(controls))
      var parts = [title]
      if let bar = played.measureNumber(at: frame) {
        parts.append("bar \(bar)/\(count) beat \(beats.beat(at: frame + skipped))")
      } else {
        parts.append("count-in")
      }
      let now = Double(max(0, frame + skipped)) / Double(played.sampleRate)
      parts.append("\(Self.clock(now))/\(Self.clock(schedule.seconds))")
      let pitches = notes.pitches(at: frame).map { $0 + controls.transposition }
        .filter { (0...127).contains($0) }
      parts.append(controls.isPaused ? "–" : ChordName.name(of: pitches) ?? "–")
      parts.append(Self.level(controls.takePeak()))
      parts += Self.settings(controls)
      Terminal.rewrite(parts.joined(separator: "  "))
    }
    timer.resume()
    self.timer = timer
  }

  /// Takes the line away.
  func end() {
    guard let timer, !timer.isCancelled else { return }
    timer.cancel()
    Terminal.rewrite("")
  }

  private static func heardDelay(_ controls: PlaybackControls) -> Int {
    controls.delay * controls.tempoPercent / 100
  }

  /// What differs from the score.
  private static func settings(_ controls: PlaybackControls) -> [String] {
    var parts: [String] = []
    if controls.tempoPercent != 100 { parts.append("\(controls.tempoPercent) %") }
    if controls.transposition != 0 { parts.append(String(format: "%+d", controls.transposition)) }
    if controls.isLooping { parts.append("loop") }
    if controls.isPaused { parts.append("paused") }
    return parts
  }

  /// A peak in decibels below full scale.
  static func level(_ peak: Float) -> String {
    peak > 3e-5 ? String(format: "%.0f dB", 20 * log10(peak)) : "silent"
  }

  private static func clock(_ seconds: Double) -> String {
    String(format: "%d:%02d", Int(seconds) / 60, Int(seconds) % 60)
  }
}
