import Synchronization

/// The knobs of music that is playing, turned from any thread.
///
/// The audio thread only reads and writes atomics here: it never waits for the thread that turns.
public final class PlaybackControls: Sendable {
  private let stops = Atomic<Bool>(false)
  private let frames = Atomic<Int>(0)

  public init() {}

  /// Asks for silence; the player releases all notes and ends.
  public func stop() { stops.store(true, ordering: .releasing) }

  /// Whether silence was asked for.
  public var isStopped: Bool { stops.load(ordering: .acquiring) }

  /// The place in the music, in frames of the schedule.
  public internal(set) var position: Int {
    get { frames.load(ordering: .relaxed) }
    set { frames.store(newValue, ordering: .relaxed) }
  }
}
