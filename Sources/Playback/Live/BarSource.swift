/// The sound of bars that are made while they are played.
///
/// Nothing here allocates, locks or waits: where the next bar is not ready, the last one is played
/// again and the clock goes on.
public struct BarSource: ~Copyable {
  private enum Phase {
    case waiting
    case playing
    case paused
    case ringing(frames: Int)
    case finished
  }

  private var synthesizer: Synthesizer
  private let queue: BarQueue
  private var phase = Phase.waiting

  /// The bar that is played, and the place in it.
  private var slot: Int?
  private var frame = 0
  private var nextEvent = 0

  /// Whether a key sounds, by channel and key.
  private var sounding = [Bool](repeating: false, count: 16 * 128)

  /// Frames per second.
  public let sampleRate: Int

  /// Frames that were computed, pauses included.
  public private(set) var position = 0

  public init(synthesizer: consuming Synthesizer, queue: BarQueue, sampleRate: Int) {
    self.synthesizer = synthesizer
    self.queue = queue
    self.sampleRate = sampleRate
  }
}

extension BarSource: FrameSource {
  /// Stops, pauses and goes on; tempo and key are the bars' own.
  public mutating func follow(_ controls: PlaybackControls) {
    switch phase {
    case .ringing, .finished: return
    case _ where controls.isStopped: beginRinging()
    case .waiting, .playing:
      guard controls.isPaused else { return }
      synthesizer.releaseAllNotes()
      phase = .paused
    case .paused:
      if !controls.isPaused { phase = slot == nil ? .waiting : .playing }
    }
  }

  public mutating func render(into samples: inout [Float]) -> Int {
    var span = samples.mutableSpan
    let capacity = span.count / 2
    var filled = 0
    while filled < capacity {
      let rest = capacity - filled
      var count = rest
      switch phase {
      case .waiting:
        turn()
        if case .playing = phase { continue }
        if case .ringing = phase { continue }
      case .playing:
        count = min(rest, play())
        if count == 0 { continue }
        frame += count
      case .paused: break
      case .ringing(let left):
        guard left > 0 else {
          phase = .finished
          continue
        }
        count = min(rest, left)
        phase = .ringing(frames: left - count)
      case .finished: return filled
      }
      synthesizer.render(into: &span, from: filled, count: count)
      filled += count
      position += count
    }
    return filled
  }

  /// Sends what is due.
  ///
  /// - Returns: The frames until the next event or the end of the bar; zero where a bar has ended.
  private mutating func play() -> Int {
    guard let slot else { return 0 }
    let count = queue.eventCount(slot)
    while nextEvent < count {
      let event = queue.event(slot, nextEvent)
      guard event.frame <= frame else { return event.frame - frame }
      send(event.message)
      nextEvent += 1
    }
    let rest = queue.frames(slot) - frame
    if rest <= 0 { turn() }
    return max(0, rest)
  }

  /// Begins the next bar, or the same one again.
  private mutating func turn() {
    switch queue.turn(from: slot) {
    case .next(let next): slot = next
    case .late: break
    case .over: return beginRinging()
    }
    guard let slot else { return }
    (frame, nextEvent) = (0, 0)
    phase = .playing
    endNotesNotHeld(in: slot)
    queue.notePlaying(slot, at: position)
  }

  private mutating func send(_ message: ChannelMessage) {
    let place = Int(message.channel) * 128 + Int(message.data1)
    switch message.kind {
    case .noteOn:
      if sounding[place], frame == 0 { return }
      sounding[place] = true
    case .noteOff: sounding[place] = false
    default: break
    }
    synthesizer.send(message)
  }

  /// Ends the notes that the new bar does not begin with.
  private mutating func endNotesNotHeld(in slot: Int) {
    for place in sounding.indices where sounding[place] {
      let (channel, key) = (UInt8(place / 128), UInt8(place % 128))
      var isHeld = false
      for index in 0..<queue.eventCount(slot) {
        let event = queue.event(slot, index)
        guard event.frame == 0 else { break }
        isHeld =
          isHeld
          || event.message.kind == .noteOn && event.message.channel == channel
            && event.message.data1 == key
      }
      if isHeld { continue }
      sounding[place] = false
      synthesizer.send(ChannelMessage(.noteOff, channel: Int(channel), Int(key)))
    }
  }

  /// Releases every note; the stream ends after three tenths of a second.
  private mutating func beginRinging() {
    synthesizer.releaseAllNotes()
    let blocks = sampleRate * 3 / 10 / EventSchedule.blockSize
    phase = .ringing(frames: blocks * EventSchedule.blockSize)
  }
}
