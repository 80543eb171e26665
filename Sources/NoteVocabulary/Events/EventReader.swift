import MusicModel

/// Reads a performance from tokens.
struct EventReader {
  private(set) var hasEnded = false

  private var barStart = 0
  private var barSteps = 0
  private var hasBar = false
  private var step: Int?
  private var sound: Int?
  private var layer = 0
  private var wholeNotes = 0
  private var parts: [Int: PartState] = [:]
  private var meters: [Timed<Meter>] = []
  private var tempi: [Timed<QuartersPerMinute>] = []

  private struct PartState {
    var velocity: Int?
    var duration: NoteDuration?
    var notes: [PerformedNote] = []
  }

  /// Takes one more token.
  ///
  /// - Parameter position: Its place, for errors.
  mutating func read(_ token: Int32, at position: Int) throws(EncodingError) {
    let tokens = EventTokenTable.standard.tokens
    guard tokens.indices.contains(Int(token)) else {
      throw .unknownToken(token, position: position)
    }
    let meaning = tokens[Int(token)]
    guard !hasEnded else {
      throw .unexpectedToken(meaning.symbol, position: position, expected: "nothing")
    }
    guard let expected = read(meaning) else { return }
    throw .unexpectedToken(meaning.symbol, position: position, expected: expected)
  }

  /// Takes a token, or returns what had to come before it.
  private mutating func read(_ token: EventToken) -> String? {
    switch token {
    case .start: break
    case .end: hasEnded = true
    case .bar: startBar(after: 1)
    case .emptyBars(let count):
      guard hasBar else { return "BAR" }
      startBar(after: count)
    case .meter(let meter): return read(meter)
    case .position(let position):
      guard hasBar, position < barSteps else { return "a step of the measure" }
      step = barStart + position
    case .tempo(let tempo):
      guard let step else { return "AT a step before it" }
      tempi.append(Timed(EventEncoding.step * step, QuartersPerMinute(tempo)))
    case .sound(let new): (sound, layer) = (EventTokenTable.index(of: new), 0)
    case .layer(let new): layer = new
    case .velocity(let velocity): return change { $0.velocity = velocity }
    case .wholeNotes(let count): wholeNotes += count
    case .duration(let steps): return read(steps: steps)
    case .pitch(let pitch):
      guard let sound, sound < 128 else { return "a PROGRAM before it" }
      return read(pitch: pitch)
    case .stroke(let pitch):
      guard let sound, sound >= 128 else { return "DRUMS before it" }
      return read(pitch: pitch)
    }
    return nil
  }

  private mutating func startBar(after count: Int) {
    barStart += barSteps * (hasBar ? count : 0)
    if !hasBar { barSteps = EventTokenTable.stepsPerWhole }
    hasBar = true
    step = nil
  }

  private mutating func read(_ meter: Meter) -> String? {
    guard hasBar, step == nil, let index = EventTokenTable.meterIndex(meter) else {
      return "BAR before it"
    }
    barSteps = EventTokenTable.barSteps(index)
    meters.append(Timed(EventEncoding.step * barStart, meter))
    return nil
  }

  private mutating func read(steps: Int) -> String? {
    let all = wholeNotes * EventTokenTable.stepsPerWhole + steps
    wholeNotes = 0
    return change {
      $0.duration = all == 0 ? EventEncoding.shortest : EventEncoding.step * all
    }
  }

  private mutating func change(_ change: (inout PartState) -> Void) -> String? {
    guard let sound else { return "a PROGRAM or DRUMS before it" }
    change(&parts[sound * EventTokenTable.layerCount + layer, default: PartState()])
    return nil
  }

  private mutating func read(pitch: Int) -> String? {
    guard let step, let sound else { return "AT a step before it" }
    let key = sound * EventTokenTable.layerCount + layer
    guard let state = parts[key], let velocity = state.velocity, let duration = state.duration
    else { return "VELOCITY and LENGTH before it" }
    parts[key]?.notes.append(
      PerformedNote(
        onset: EventEncoding.step * step, duration: duration, pitch: pitch, velocity: velocity))
    return nil
  }

  /// The music so far.
  var performance: Performance {
    var melodicCount = 0
    var played: [Part] = []
    for (key, state) in parts.sorted(by: { $0.key < $1.key }) where !state.notes.isEmpty {
      let notes = state.notes.sorted { ($0.onset, $0.pitch) < ($1.onset, $1.pitch) }
      switch EventTokenTable.sound(key / EventTokenTable.layerCount) {
      case .kit(let kit):
        played.append(Part(channel: Part.percussionChannel, program: kit, notes: notes))
      case .program(let program):
        let channel = Part.melodicChannels[melodicCount % Part.melodicChannels.count]
        played.append(Part(channel: channel, program: program, notes: notes))
        melodicCount += 1
      }
    }
    return Performance(parts: played, tempi: tempi, meters: meters)
  }
}

extension Part {
  /// The channels of everything but percussion.
  fileprivate static let melodicChannels = (0..<16).filter { $0 != percussionChannel }
}
