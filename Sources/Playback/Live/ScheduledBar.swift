/// One bar of music that is made while it sounds.
///
/// A note that is held over the end of the bar has no note-off in it: it goes on where the next bar
/// begins with a note-on of its key, and ends there otherwise.
public struct ScheduledBar: Hashable, Sendable {
  /// Names the bar to whoever made it.
  public var id: Int

  /// The length in frames, on the grid of ``EventSchedule/blockSize``.
  public var frames: Int

  /// The messages, in order, at frames from the beginning of the bar up to its end.
  public var events: [EventSchedule.Event]

  /// Creates a bar.
  ///
  /// - Precondition: The length and all frames lie on the grid; at most ``mostEvents`` messages.
  public init(id: Int, frames: Int, events: [EventSchedule.Event]) {
    precondition(frames > 0 && frames % EventSchedule.blockSize == 0, "\(frames) frames")
    precondition(events.count <= Self.mostEvents, "\(events.count) events")
    self.id = id
    self.frames = frames
    self.events = events
  }

  /// The most messages of one bar.
  public static let mostEvents = 2048
}
