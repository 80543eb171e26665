import LiveMusic
import Playback

/// The player of a session, with what a person has in hand: keys, a keyboard, a status line.
struct LivePerformer {
  let session: LiveSession
  let device: String
  let latency: Latency
  let keyboard: String?
  let isQuiet: Bool

  /// Plays on the calling thread until the session ends.
  ///
  /// - Parameter start: Starts the thread that makes bars, once the device is open.
  func perform(
    _ synthesizer: consuming Synthesizer, start: () throws -> LiveThread
  ) throws {
    let (controls, session) = (session.controls, session)
    var player = try PCMPlayer(
      device: device, sampleRate: session.options.sampleRate, latency: latency)
    let input = try keyboard.map { source in
      try SequencerInput(source: source) { session.receive($0) }
    }
    defer { input?.close() }
    let wasInterrupted = InterruptFlag()
    let interrupt = Interrupt {
      wasInterrupted.set()
      controls.stop()
    }
    defer { interrupt.cancel() }
    let keys = Keys { session.press($0) }
    defer { keys.end() }
    let thread = try start()
    let status = LiveStatus(session, isQuiet: isQuiet, hasKeys: keys.isActive)
    let source = BarSource(
      synthesizer: synthesizer, queue: session.queue, sampleRate: session.options.sampleRate)
    var report: PlayReport?
    var failure: (any Error)?
    do { report = try player.play(source, controls: controls) } catch { failure = error }
    controls.stop()
    do { try thread.wait() } catch { failure = failure ?? error }
    status.end()
    if let failure { throw failure }
    if let report, !isQuiet { Terminal.report(summary(report)) }
    if wasInterrupted.isSet { throw CommandFailure.interrupted("stopped") }
  }

  private func summary(_ report: PlayReport) -> String {
    let status = session.status
    return
      "\(status.bars) bars, \(status.repeats) of them played again because the model was late; "
      + "\(report.underruns) gaps in the sound"
  }
}

extension LiveSession {
  /// Does what a key of the terminal stands for; others are left alone.
  fileprivate func press(_ key: Character) {
    switch key {
    case "-": send(.tempo(by: -4))
    case "+", "=": send(.tempo(by: 4))
    case "↑": send(.temperature(by: 10))
    case "↓": send(.temperature(by: -10))
    case "←": send(.fifths(-1))
    case "→": send(.fifths(1))
    case "m": send(.nextMode)
    case "r": send(.nextRhythm)
    case "i": send(.nextProgram)
    case "n": send(.newTune)
    case "a": send(.toggleAnswers)
    case "p", " ": controls.isPaused.toggle()
    case "q": controls.stop()
    default: break
    }
  }

  /// Does what a message of a MIDI keyboard stands for.
  fileprivate func receive(_ message: ChannelMessage) {
    let value = Int(message.data2)
    switch message.kind {
    case .noteOn: receiveNote(Int(message.data1), velocity: value)
    case .noteOff: receiveNote(Int(message.data1), velocity: 0)
    case .programChange: send(.setProgram(Int(message.data1)))
    case .controlChange where message.data1 == 1:
      send(.setTemperature(0.5 + Double(value) / 127))
    case .controlChange where message.data1 == 74: send(.setTempo(percent: 50 + value * 100 / 127))
    case .controlChange where message.data1 == 71: send(.setFifths(value * 8 / 127 - 3))
    case .controlChange where message.data1 == 73:
      send(.setRhythm(LiveSettings.rhythms[value * (LiveSettings.rhythms.count - 1) / 127]))
    default: break
    }
  }
}
