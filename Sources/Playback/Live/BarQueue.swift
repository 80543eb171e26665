import Synchronization

/// The bars between the thread that makes them and the thread that plays them.
///
/// One thread writes, one reads. Neither ever waits: the memory of all bars is there from the
/// beginning, and all that the two share are counters. The reader keeps the bar that it plays, and
/// plays it again where no other is ready.
@safe public final class BarQueue: Sendable {
  private struct Header {
    var id = 0
    var frames = 0
    var count = 0
  }

  private let capacity: Int
  private nonisolated(unsafe) let headers: UnsafeMutablePointer<Header>
  private nonisolated(unsafe) let events: UnsafeMutablePointer<EventSchedule.Event>

  /// Bars written, and bars that the reader has done with, from the beginning.
  private let written = Atomic<Int>(0)
  private let finished = Atomic<Int>(0)
  private let isClosed = Atomic<Bool>(false)

  /// A bar that began to sound, and the frame of the player at which it did.
  public struct Played: Hashable, Sendable {
    public var id: Int
    public var frame: Int
  }

  /// What was played, in a ring, and how many were written to it.
  private nonisolated(unsafe) let history: UnsafeMutablePointer<Played>
  private let played = Atomic<Int>(0)

  private static let historyLength = 4096

  /// - Parameter ahead: The bars that may wait beside the one that is played.
  public init(ahead: Int) {
    precondition(ahead > 0, "\(ahead) bars ahead")
    capacity = ahead + 1
    unsafe headers = .allocate(capacity: capacity)
    unsafe headers.initialize(repeating: Header(), count: capacity)
    let silence = EventSchedule.Event(frame: 0, message: ChannelMessage(.noteOff, channel: 0, 0))
    unsafe events = .allocate(capacity: capacity * ScheduledBar.mostEvents)
    unsafe events.initialize(repeating: silence, count: capacity * ScheduledBar.mostEvents)
    unsafe history = .allocate(capacity: Self.historyLength)
    unsafe history.initialize(repeating: Played(id: 0, frame: 0), count: Self.historyLength)
  }

  deinit {
    unsafe headers.deallocate()
    unsafe events.deallocate()
    unsafe history.deallocate()
  }
}

// MARK: - The side of the writer

extension BarQueue {
  /// Whether another bar can be written.
  public var hasRoom: Bool {
    written.load(ordering: .relaxed) - finished.load(ordering: .acquiring) < capacity
  }

  /// Adds a bar.
  ///
  /// - Precondition: ``hasRoom``.
  public func push(_ bar: ScheduledBar) {
    precondition(hasRoom, "no room for bar \(bar.id)")
    let count = written.load(ordering: .relaxed)
    let slot = count % capacity
    unsafe headers[slot] = Header(id: bar.id, frames: bar.frames, count: bar.events.count)
    for (index, event) in bar.events.enumerated() {
      unsafe events[slot * ScheduledBar.mostEvents + index] = event
    }
    written.store(count + 1, ordering: .releasing)
  }

  /// Says that no bar will follow; the reader ends after the last one.
  public func close() { isClosed.store(true, ordering: .releasing) }

  /// How many bars have begun to sound, repeated ones included.
  public var playedCount: Int { played.load(ordering: .acquiring) }

  /// A bar that has begun to sound.
  ///
  /// - Parameter number: From 0, among the last few thousand of ``playedCount``.
  public func played(_ number: Int) -> Played { unsafe history[number % Self.historyLength] }
}

// MARK: - The side of the reader

extension BarQueue {
  /// What the reader finds at the end of a bar.
  enum Turn {
    /// A bar that was not played before.
    case next(slot: Int)

    /// No bar is ready.
    case late

    /// There will be no other.
    case over
  }

  /// Gives back the bar that was played and takes the next one.
  ///
  /// - Parameter slot: The bar that was played, kept where no other is ready; `nil` at the beginning.
  func turn(from slot: Int?) -> Turn {
    let count = finished.load(ordering: .relaxed)
    let next = slot == nil ? count : count + 1
    let isLast = isClosed.load(ordering: .acquiring)
    guard next < written.load(ordering: .acquiring) else { return isLast ? .over : .late }
    finished.store(next, ordering: .releasing)
    return .next(slot: next % capacity)
  }

  func frames(_ slot: Int) -> Int { unsafe headers[slot].frames }
  func eventCount(_ slot: Int) -> Int { unsafe headers[slot].count }

  func event(_ slot: Int, _ index: Int) -> EventSchedule.Event {
    unsafe events[slot * ScheduledBar.mostEvents + index]
  }

  /// Tells the other side that a bar begins to sound.
  ///
  /// - Parameter frame: Where the player is.
  func notePlaying(_ slot: Int, at frame: Int) {
    let count = played.load(ordering: .relaxed)
    unsafe history[count % Self.historyLength] = Played(id: headers[slot].id, frame: frame)
    played.store(count + 1, ordering: .releasing)
  }
}
