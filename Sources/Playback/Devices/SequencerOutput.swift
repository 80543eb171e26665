/// What a receiver on the sequencer has been told: which keys are down, and at which pitch.
struct SequencerOutput {
  /// Frames per second of the schedule.
  var sampleRate = 48_000

  /// Semitones that the notes to come are moved by.
  var transposition = 0

  /// The key at which each channel's key sounds, plus one; zero where it is silent.
  private var sounding = [UInt8](repeating: 0, count: 16 * 128)

  /// Every key that was down and whose end a receiver may have missed.
  private var touched = [Bool](repeating: false, count: 16 * 128)

  /// The message as it is to sound, or `nil` for a note out of range.
  mutating func sounding(_ message: ChannelMessage) -> ChannelMessage? {
    guard message.kind == .noteOn || message.kind == .noteOff else { return message }
    var message = message
    let place = Int(message.channel) * 128 + Int(message.data1)
    if message.kind == .noteOff {
      if sounding[place] > 0 { message.data1 = sounding[place] - 1 }
      sounding[place] = 0
      return message
    }
    let key = Int(message.data1) + (message.channel == 9 ? 0 : transposition)
    guard (0...127).contains(key) else { return nil }
    message.data1 = UInt8(key)
    sounding[place] = UInt8(key + 1)
    touched[Int(message.channel) * 128 + key] = true
    return message
  }

  /// Takes note that the receiver got all messages, none of which is waiting any more.
  mutating func noteEverythingLeft() {
    for place in touched.indices { touched[place] = false }
    for place in sounding.indices where sounding[place] > 0 {
      touched[place / 128 * 128 + Int(sounding[place]) - 1] = true
    }
  }

  /// Messages that leave no note on: keys one by one, which every synthesizer understands, then
  /// pedals and whole channels.
  mutating func endOfEverything() -> [ChannelMessage] {
    var messages: [ChannelMessage] = []
    for place in touched.indices where touched[place] {
      messages.append(ChannelMessage(.noteOff, channel: place / 128, place % 128))
      touched[place] = false
    }
    for place in sounding.indices { sounding[place] = 0 }
    for channel in 0..<16 {
      for controller in [64, 123] {
        messages.append(ChannelMessage(.controlChange, channel: channel, controller))
      }
    }
    return messages
  }
}

extension ChannelMessage {
  /// Whether the message begins, ends or presses a note.
  var isNote: Bool { kind == .noteOn || kind == .noteOff || kind == .keyPressure }
}
