import Dispatch
import Foundation
import LiveMusic
import Playback

/// The line under a session: what sounds, how it is made, and how late the model was.
final class LiveStatus {
  private let timer: (any DispatchSourceTimer)?

  /// - Parameter hasKeys: Whether to tell about keys.
  init(_ session: LiveSession, isQuiet: Bool, hasKeys: Bool) {
    guard !isQuiet, Terminal.isInteractive else {
      timer = nil
      return
    }
    if hasKeys {
      Terminal.report(
        "-+ tempo  ↑↓ temperature  ←→ key  m mode  r rhythm  i instrument  n new tune  a answer  "
          + "p pause  q end")
    }
    let timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now(), repeating: .milliseconds(100))
    timer.setEventHandler { Terminal.rewrite(Self.text(session)) }
    timer.resume()
    self.timer = timer
  }

  /// Takes the line away.
  func end() {
    guard let timer, !timer.isCancelled else { return }
    timer.cancel()
    Terminal.rewrite("")
  }

  private static func text(_ session: LiveSession) -> String {
    let (status, controls) = (session.status, session.controls)
    guard let bar = status.bar else { return "making the first bar …" }
    let what =
      switch bar.kind {
      case .tune: "\(bar.title)  bar \(bar.number)"
      case .listening: "\(bar.title)  your turn, bar \(bar.number) of \(CallPhrase.bars)"
      case .answer: "\(bar.title)  answer, bar \(bar.number) of \(CallPhrase.bars)"
      }
    var parts = [
      what, "\(status.settings.tempoPercent) %",
      String(format: "temperature %.2f", status.settings.temperature),
      GeneralMIDI.name(ofProgram: status.settings.program),
      PlayStatus.level(controls.takePeak()),
    ]
    if status.repeats > 0 { parts.append("late \(status.repeats)") }
    if controls.isPaused { parts.append("paused") }
    return parts.joined(separator: "  ")
  }
}
