import Synchronization

/// The knobs of music that is playing, turned from any thread.
///
/// The audio thread only reads and writes atomics here: it never waits for the thread that turns.
public final class PlaybackControls: Sendable {
  private let stops = Atomic<Bool>(false)
  private let pauses = Atomic<Bool>(false)
  private let loops = Atomic<Bool>(false)
  private let percent = Atomic<Int>(100)
  private let semitones = Atomic<Int>(0)
  private let target = Atomic<Int>(-1)
  private let frames = Atomic<Int>(0)
  private let waiting = Atomic<Int>(0)
  private let level = Atomic<UInt32>(0)

  public init() {}

  /// Asks for silence; the player releases all notes and ends.
  public func stop() { stops.store(true, ordering: .releasing) }

  /// Whether silence was asked for.
  public var isStopped: Bool { stops.load(ordering: .acquiring) }

  /// Whether the music stands still; the notes that sounded are released.
  public var isPaused: Bool {
    get { pauses.load(ordering: .relaxed) }
    set { pauses.store(newValue, ordering: .relaxed) }
  }

  /// Whether the music begins again at its end.
  public var isLooping: Bool {
    get { loops.load(ordering: .relaxed) }
    set { loops.store(newValue, ordering: .relaxed) }
  }

  /// The speed in hundredths of the score's, 10...400.
  public var tempoPercent: Int {
    get { percent.load(ordering: .relaxed) }
    set { percent.store(min(max(newValue, 10), 400), ordering: .relaxed) }
  }

  /// Semitones that notes are moved by, drums apart, -24...24; from the next note on.
  public var transposition: Int {
    get { semitones.load(ordering: .relaxed) }
    set { semitones.store(min(max(newValue, -24), 24), ordering: .relaxed) }
  }

  /// Goes to a frame of the schedule, such as the first one of a measure.
  public func seek(to frame: Int) { target.store(max(0, frame), ordering: .releasing) }

  /// The place in the music, in frames of the schedule.
  public var position: Int { frames.load(ordering: .relaxed) }

  /// The frames between ``position`` and what is heard.
  public var delay: Int { waiting.load(ordering: .relaxed) }

  /// The highest magnitude since the last look, 1 being full scale.
  public func takePeak() -> Float { Float(bitPattern: level.exchange(0, ordering: .relaxed)) }
}

// MARK: - The side of the audio thread

extension PlaybackControls {
  /// The frame to go to, once for each wish.
  func takeSeekTarget() -> Int? {
    let frame = target.exchange(-1, ordering: .acquiring)
    return frame < 0 ? nil : frame
  }

  /// Tells the other side where the music is and how loud it was.
  func publish(position: Int, delay: Int = 0, peak: Float) {
    waiting.store(delay, ordering: .relaxed)
    frames.store(position, ordering: .relaxed)
    // Magnitudes are never negative, and such numbers are ordered like their bits.
    level.max(peak.bitPattern, ordering: .relaxed)
  }
}
