/// Music as played: parts of timed notes over maps of tempo, meter and key.
///
/// Every onset counts from the start of the performance, in whole notes.
public struct Performance: Hashable, Sendable {
  public var title: String?

  /// One part per instrument, in the order of the score.
  public var parts: [Part]

  /// The tempo map, by onset; without an entry at zero the music starts at 120 quarters a minute.
  public var tempi: [Timed<QuartersPerMinute>]

  /// The meter map, by onset.
  public var meters: [Timed<Meter>]

  /// The key map, by onset.
  public var keys: [Timed<KeySignature>]

  /// The onsets of the measures as played, pick-up included; empty where only the meters tell.
  public var measureOnsets: [NoteDuration]

  public init(
    title: String? = nil, parts: [Part] = [], tempi: [Timed<QuartersPerMinute>] = [],
    meters: [Timed<Meter>] = [], keys: [Timed<KeySignature>] = [],
    measureOnsets: [NoteDuration] = []
  ) {
    self.title = title
    self.parts = parts
    self.tempi = tempi
    self.meters = meters
    self.keys = keys
    self.measureOnsets = measureOnsets
  }

  /// The end of the last note.
  public var duration: NoteDuration {
    parts.flatMap(\.notes).map { $0.onset + $0.duration }.max() ?? .zero
  }
}

/// The speed of a performance.
public typealias QuartersPerMinute = Double

/// A value that holds from an onset on.
public struct Timed<Value: Hashable & Sendable>: Hashable, Sendable {
  public var onset: NoteDuration
  public var value: Value

  public init(_ onset: NoteDuration, _ value: Value) {
    self.onset = onset
    self.value = value
  }
}

/// The notes of one instrument.
public struct Part: Hashable, Sendable {
  public var name: String?

  /// The MIDI channel, 0...15; 9 is percussion.
  public var channel: Int

  /// The General MIDI program, 0...127.
  public var program: Int

  /// The notes by onset, then from low to high.
  public var notes: [PerformedNote]

  public init(name: String? = nil, channel: Int = 0, program: Int = 0, notes: [PerformedNote] = [])
  {
    self.name = name
    self.channel = channel
    self.program = program
    self.notes = notes
  }
}

extension Part {
  /// The channel on which General MIDI plays percussion.
  public static let percussionChannel = 9

  /// Whether the pitches name drums.
  public var isPercussion: Bool { channel == Self.percussionChannel }
}

/// A note that sounds.
public struct PerformedNote: Hashable, Sendable {
  public var onset: NoteDuration
  public var duration: NoteDuration

  /// The MIDI note number, 0...127, middle C = 60.
  public var pitch: Int

  /// The MIDI velocity, 1...127.
  public var velocity: Int

  public init(onset: NoteDuration, duration: NoteDuration, pitch: Int, velocity: Int = 80) {
    self.onset = onset
    self.duration = duration
    self.pitch = pitch
    self.velocity = velocity
  }
}
