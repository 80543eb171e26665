import Glibc

/// Music for another program or an instrument, through the ALSA sequencer.
public struct SequencerPlayer: ~Copyable {
  /// How far ahead of its time an event is handed to the kernel, in seconds.
  private static let lead = 0.3

  /// Seconds between two looks whether the receiver is still there.
  private static let checkInterval = 0.5

  private var connection: SequencerConnection
  private var output = SequencerOutput()

  /// The queue's time at which ``anchorFrame`` sounds.
  private var anchorTime = 0.0
  private var anchorFrame = 0
  private var tempoPercent = 100
  private var isPaused = false
  private var nextEvent = 0
  private var lastCheck = 0.0
  private var isConnected = true

  /// Connects to `CLIENT:PORT`, by number or name.
  public init(destination: String) throws(PlaybackError) {
    connection = try SequencerConnection(destination: destination)
  }
}

extension SequencerPlayer {
  /// Plays to the end, or until `controls` ask for silence; no note is left on.
  ///
  /// Pausing, seeking and tempo take effect at once, transposition at the next event that is not on
  /// its way. A receiver that goes away is looked for by its name until it comes back; the music
  /// goes on in the meantime.
  ///
  /// Runs on the calling thread and sleeps in between.
  ///
  /// - Parameter report: Called with news about the connection.
  public mutating func play(
    _ schedule: EventSchedule, controls: PlaybackControls = PlaybackControls(),
    report: (String) -> Void = { _ in }
  ) throws(PlaybackError) {
    tempoPercent = controls.tempoPercent
    // The first event leaves a little later than now, so that none is late.
    anchor(at: 0, delay: 0.1)
    while !controls.isStopped {
      try follow(controls, schedule)
      try checkConnection(schedule, report)
      if !isPaused { try sendDueEvents(schedule, controls) }
      let frame = min(max(0, self.frame(at: connection.seconds)), schedule.endFrame)
      controls.publish(position: isPaused ? anchorFrame : frame, peak: 0)
      if hasEnded(schedule) {
        guard controls.isLooping else {
          output.noteEverythingLeft()
          break
        }
        try goTo(schedule.startFrame, schedule)
      }
      usleep(5000)
    }
    try silence()
  }

  /// Whether the last event has left, and the end of the music is there.
  private func hasEnded(_ schedule: EventSchedule) -> Bool {
    !isPaused && nextEvent == schedule.events.count
      && connection.seconds >= time(of: schedule.endFrame) + 0.05
  }

  /// Ties a frame of the schedule to a time from now.
  private mutating func anchor(at frame: Int, delay: Double) {
    (anchorFrame, anchorTime) = (frame, connection.seconds + delay)
  }

  private func time(of frame: Int) -> Double {
    anchorTime + Double(frame - anchorFrame) / framesPerSecond
  }

  private func frame(at time: Double) -> Int {
    anchorFrame + Int((time - anchorTime) * framesPerSecond)
  }

  private var framesPerSecond: Double { Double(output.sampleRate) * Double(tempoPercent) / 100 }

  private mutating func sendDueEvents(
    _ schedule: EventSchedule, _ controls: PlaybackControls
  ) throws(PlaybackError) {
    output.transposition = controls.transposition
    let horizon = connection.seconds + Self.lead
    let before = nextEvent
    while nextEvent < schedule.events.count {
      let event = schedule.events[nextEvent]
      let due = time(of: event.frame)
      guard due <= horizon else { break }
      if let message = output.sounding(event.message) { try connection.send(message, at: due) }
      nextEvent += 1
    }
    if nextEvent > before { try connection.flush() }
  }
}

// MARK: - Controls

extension SequencerPlayer {
  private mutating func follow(
    _ controls: PlaybackControls, _ schedule: EventSchedule
  ) throws(PlaybackError) {
    output.sampleRate = schedule.sampleRate
    let now = min(max(0, frame(at: connection.seconds)), schedule.endFrame)
    if let target = controls.takeSeekTarget() {
      try goTo(target, schedule)
    } else if controls.tempoPercent != tempoPercent {
      // What is on its way comes at the old speed, so that no event is sent twice.
      let sent = isPaused ? anchorFrame : frame(at: connection.seconds + Self.lead)
      let delay = isPaused ? 0 : Self.lead
      tempoPercent = controls.tempoPercent
      anchor(at: sent, delay: delay)
    }
    guard controls.isPaused != isPaused else { return }
    isPaused = controls.isPaused
    try goTo(isPaused ? now : anchorFrame, schedule)
  }

  /// Ends what sounds and goes on from a frame, with the instruments that hold there.
  private mutating func goTo(_ frame: Int, _ schedule: EventSchedule) throws(PlaybackError) {
    try silence()
    let target = min(max(0, frame), schedule.endFrame)
    nextEvent = 0
    while nextEvent < schedule.events.count, schedule.events[nextEvent].frame < target {
      let message = schedule.events[nextEvent].message
      if !message.isNote { try connection.send(message, at: nil) }
      nextEvent += 1
    }
    try connection.flush()
    anchor(at: target, delay: 0.02)
  }

  /// Takes back what has not left, and ends every key that may be down.
  private mutating func silence() throws(PlaybackError) {
    connection.dropWaitingEvents()
    for message in output.endOfEverything() { try connection.send(message, at: nil) }
    try connection.flush()
  }

  private mutating func checkConnection(
    _ schedule: EventSchedule, _ report: (String) -> Void
  ) throws(PlaybackError) {
    let now = connection.seconds
    guard now - lastCheck >= Self.checkInterval else { return }
    lastCheck = now
    let state = connection.reconnect()
    switch state {
    case .kept: break
    case .lost:
      if isConnected { report("'\(connection.destination)' went away; waiting for it to return") }
      isConnected = false
    case .found:
      isConnected = true
      report("'\(connection.destination)' is there again")
      let place = isPaused ? anchorFrame : frame(at: connection.seconds)
      try goTo(place, schedule)
    }
  }
}
