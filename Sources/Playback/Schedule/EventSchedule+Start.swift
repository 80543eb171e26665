extension EventSchedule {
  /// Returns the music from a measure on, with the instruments and controllers that hold there.
  ///
  /// Notes that began before are left out.
  ///
  /// - Parameter measure: The place in ``measures``.
  public func beginning(atMeasure measure: Int) -> EventSchedule {
    precondition(measures.indices.contains(measure), "measure \(measure) of \(measures.count)")
    let start = measures[measure]
    var sounding: Set<Int> = []
    let kept = events.compactMap { event -> Event? in
      let message = event.message
      let key = Int(message.channel) * 128 + Int(message.data1)
      switch message.kind {
      case .noteOn where event.frame >= start: sounding.insert(key)
      case .noteOff where event.frame >= start && sounding.contains(key): sounding.remove(key)
      case .noteOn, .noteOff, .keyPressure: return nil
      default: break
      }
      return Event(frame: max(0, event.frame - start), message: message)
    }
    return EventSchedule(
      sampleRate: sampleRate, events: kept, endFrame: endFrame - start,
      measures: measures[measure...].map { $0 - start }, firstMeasure: firstMeasure + measure)
  }

  /// Returns the music after some strokes that count the beats.
  ///
  /// - Parameters:
  ///   - beats: How many strokes, the first one louder.
  ///   - framesPerBeat: The time from stroke to stroke.
  public func countedIn(beats: Int, framesPerBeat: Int) -> EventSchedule {
    let length = Self.gridFrame(beats * framesPerBeat)
    var all: [Event] = []
    for beat in 0..<beats {
      let (frame, key) = (beat * framesPerBeat, beat == 0 ? 76 : 77)
      all.append(Event(frame: frame, message: ChannelMessage(.noteOn, channel: 9, key, 100)))
      all.append(
        Event(
          frame: frame + framesPerBeat / 2, message: ChannelMessage(.noteOff, channel: 9, key)))
    }
    all += events.map { Event(frame: $0.frame + length, message: $0.message) }
    return EventSchedule(
      sampleRate: sampleRate, events: all, endFrame: endFrame + length,
      measures: measures.map { $0 + length }, firstMeasure: firstMeasure,
      startFrame: startFrame + length)
  }

  /// Returns the music with another end.
  ///
  /// - Parameter endFrame: Not before the last event.
  public func lasting(until endFrame: Int) -> EventSchedule {
    EventSchedule(
      sampleRate: sampleRate, events: events, endFrame: endFrame, measures: measures,
      firstMeasure: firstMeasure, startFrame: startFrame)
  }

  /// The measure at a frame, counted from one, and `nil` before the music begins.
  public func measureNumber(at frame: Int) -> Int? {
    guard frame >= startFrame, let place = measurePlace(at: frame) else { return nil }
    return firstMeasure + place + 1
  }

  /// The place in ``measures`` of the one at a frame.
  func measurePlace(at frame: Int) -> Int? {
    var (low, high) = (0, measures.count)
    while low < high {
      let middle = (low + high) / 2
      if measures[middle] <= frame { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low - 1
  }

  /// The first frame of the measure some measures on or, negative, back.
  ///
  /// Going back from within a measure leads to its own beginning first.
  public func frame(measures count: Int, from frame: Int) -> Int {
    guard let place = measurePlace(at: frame) else { return startFrame }
    let isInside = frame - measures[place] > sampleRate / 2
    let target = place + count + (count < 0 && isInside ? 1 : 0)
    return measures[min(max(target, 0), measures.count - 1)]
  }
}
