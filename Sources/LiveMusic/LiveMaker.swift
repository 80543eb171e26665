import MusicModel
import Playback

/// Makes the bars of a session until it ends.
struct LiveMaker: ~Copyable {
  private let session: LiveSession
  private var generator: BarGenerator
  private var clock: BarClock
  private var settings: LiveSettings

  /// A bar with what it was made from.
  private struct Made {
    var bar: LiveBar
    var settings: LiveSettings
    var call: CallPhrase?
  }

  /// Bars that were made and have not begun to sound.
  private var waiting: [Made] = []

  /// The frame at which the session began to listen.
  private var listeningStart: Int?
  private var playedCount = 0
  private var repeats = 0
  private var last: LiveBar?

  /// What was played; kept only where somebody wants it.
  private(set) var take: Take?

  /// - Parameter take: Receives what is played, if it is wanted.
  init(
    _ session: LiveSession, _ generator: consuming BarGenerator, _ settings: LiveSettings,
    take: Take?
  ) {
    self.session = session
    self.generator = generator
    self.settings = settings
    self.take = take
    clock = BarClock(sampleRate: session.options.sampleRate)
  }
}

extension LiveMaker {
  /// Does what is due: notes what was played, and makes one bar if there is room for it.
  ///
  /// - Returns: Whether it may be called again at once; otherwise there is time.
  mutating func work() throws -> Bool {
    followPlayer()
    for command in session.takeCommands() {
      settings = settings.applying(command, in: generator.key)
    }
    session.show(settings)
    guard session.queue.hasRoom else { return false }
    if let limit = session.options.bars, generator.nextIndex >= limit {
      session.queue.close()
      return false
    }
    var call: CallPhrase?
    if generator.needsCall(settings) {
      guard let phrase = heardCall() else { return false }
      call = phrase
    }
    let bar = try generator.next(settings, call: call)
    waiting.append(Made(bar: bar, settings: settings, call: call))
    session.queue.push(clock.schedule(bar, program: session.options.program))
    return true
  }

  /// Notes the bars that have begun to sound.
  mutating func followPlayer() {
    let count = session.queue.playedCount
    while playedCount < count {
      let played = session.queue.played(playedCount)
      playedCount += 1
      if let last, last.index == played.id {
        repeats += 1
        take?.append(last, isRepeated: true)
        continue
      }
      guard let made = waiting.first, made.bar.index == played.id else { continue }
      waiting.removeFirst()
      last = made.bar
      if made.bar.kind == .listening, made.bar.number == 1 { listeningStart = played.frame }
      take?.recipe.note(made.settings, at: made.bar.index)
      if let call = made.call { take?.append(call) }
      take?.append(made.bar, isRepeated: false)
    }
    session.show(last, bars: playedCount, repeats: repeats)
  }

  /// The call, once its last bar has nearly ended; `nil` before.
  private func heardCall() -> CallPhrase? {
    guard let start = listeningStart, let bar = last, bar.kind == .listening else {
      return nil
    }
    let framesPerWhole = 240 / bar.tempo * Double(session.options.sampleRate)
    let length = bar.duration.wholeNotes * Double(CallPhrase.bars) * framesPerWhole
    let end = start + Int(length)
    let cut = end - session.options.sampleRate / 4
    guard session.controls.position >= cut else { return nil }
    return session.phrase(in: start..<cut, framesPerWhole: framesPerWhole)
  }
}
