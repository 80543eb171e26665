/// The place in a schedule and the way from event to event.
///
/// Moving on allocates nothing.
struct Playhead {
  private let schedule: EventSchedule
  private var nextEvent = 0

  /// The place in hundredths of a frame, exact at every speed of whole hundredths.
  private var hundredths = 0

  /// The key at which each channel's key sounds, plus one; zero where it is silent.
  private var sounding = [UInt8](repeating: 0, count: 16 * 128)

  /// The speed in hundredths of the score's.
  var tempoPercent = 100

  /// Semitones that the notes to come are moved by.
  var transposition = 0

  init(_ schedule: EventSchedule) {
    self.schedule = schedule
  }

  /// The place in frames of the schedule.
  var position: Int { hundredths / 100 }

  /// Frames to compute until the next event or the end, in whole blocks; zero at the end.
  var framesToNextEvent: Int {
    let isLast = nextEvent == schedule.events.count
    let target = isLast ? schedule.endFrame : schedule.events[nextEvent].frame
    let step = tempoPercent * EventSchedule.blockSize
    let blocks = (target * 100 - hundredths + step - 1) / step
    return max(0, blocks) * EventSchedule.blockSize
  }

  /// Moves on by frames that were computed.
  mutating func advance(frames: Int) {
    hundredths += frames * tempoPercent
  }

  /// Sends what is due at this place.
  mutating func sendDueEvents(to synthesizer: inout Synthesizer) {
    while nextEvent < schedule.events.count,
      schedule.events[nextEvent].frame * 100 <= hundredths
    {
      if let message = transposed(schedule.events[nextEvent].message) {
        synthesizer.send(message)
      }
      nextEvent += 1
    }
  }

  /// Goes to a place, with the instruments and controllers that hold there.
  ///
  /// - Parameter frame: A frame of the schedule; the nearest one on the grid is taken.
  mutating func seek(to frame: Int, synthesizer: inout Synthesizer) {
    synthesizer.releaseAllNotes()
    for index in sounding.indices { sounding[index] = 0 }
    let target = min(EventSchedule.gridFrame(frame), schedule.endFrame)
    hundredths = target * 100
    nextEvent = 0
    while nextEvent < schedule.events.count, schedule.events[nextEvent].frame < target {
      let message = schedule.events[nextEvent].message
      if message.kind != .noteOn && message.kind != .noteOff && message.kind != .keyPressure {
        synthesizer.send(message)
      }
      nextEvent += 1
    }
  }

  /// The message as it sounds; a note ends at the key where it began, whatever came in between.
  private mutating func transposed(_ message: ChannelMessage) -> ChannelMessage? {
    guard message.kind == .noteOn || message.kind == .noteOff, message.channel != 9 else {
      return message
    }
    var message = message
    let place = Int(message.channel) * 128 + Int(message.data1)
    if message.kind == .noteOff {
      guard sounding[place] > 0 else { return message }
      message.data1 = sounding[place] - 1
      sounding[place] = 0
      return message
    }
    let key = Int(message.data1) + transposition
    guard (0...127).contains(key) else { return nil }
    message.data1 = UInt8(key)
    sounding[place] = UInt8(key + 1)
    return message
  }
}
