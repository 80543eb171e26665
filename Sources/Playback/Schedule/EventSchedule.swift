/// What a synthesizer is to do, and at which frame.
///
/// Frames lie on the grid of ``blockSize``, the only places where FluidSynth lets an event begin.
public struct EventSchedule: Hashable, Sendable {
  /// One message and the frame at which it takes effect.
  public struct Event: Hashable, Sendable {
    public var frame: Int
    public var message: ChannelMessage

    public init(frame: Int, message: ChannelMessage) {
      self.frame = frame
      self.message = message
    }
  }

  /// The frames that FluidSynth computes at once.
  public static let blockSize = 64

  /// The longest music that is played, in seconds; a stray event far away is an error.
  static let longestMusic = 24 * 3600

  /// Frames per second.
  public let sampleRate: Int

  /// The events by frame; events of one frame in their order in the file.
  public private(set) var events: [Event]

  /// The end of the music, after which only notes ring out.
  public let endFrame: Int

  /// The first frame of each measure, from the first measure on.
  public let measures: [Int]

  /// The number of the first of ``measures`` in the whole music, from 0.
  public let firstMeasure: Int

  /// Where the music begins, after what counts it in.
  public let startFrame: Int

  /// Creates a schedule from events in any order of frames.
  ///
  /// Frames are moved to the nearest point of the grid.
  public init(
    sampleRate: Int, events: [Event], endFrame: Int = 0, measures: [Int] = [0],
    firstMeasure: Int = 0, startFrame: Int = 0
  ) {
    let onGrid = events.map { Event(frame: Self.gridFrame($0.frame), message: $0.message) }
    self.sampleRate = sampleRate
    self.events = onGrid.enumerated()
      .sorted { ($0.element.frame, $0.offset) < ($1.element.frame, $1.offset) }
      .map(\.element)
    self.endFrame = max(Self.gridFrame(endFrame), self.events.last?.frame ?? 0)
    self.measures = measures.map(Self.gridFrame)
    self.firstMeasure = firstMeasure
    self.startFrame = Self.gridFrame(startFrame)
  }

  /// The point of the grid that is nearest to a frame.
  static func gridFrame(_ frame: Int) -> Int {
    (max(frame, 0) + blockSize / 2) / blockSize * blockSize
  }
}

extension EventSchedule {
  /// Whether any note begins.
  public var hasNotes: Bool { events.contains { $0.message.kind == .noteOn } }

  /// The length without the ringing at the end, in seconds.
  public var seconds: Double { Double(endFrame) / Double(sampleRate) }

  /// Returns the schedule with each message replaced.
  func mapMessages(_ transform: (ChannelMessage) -> ChannelMessage) -> EventSchedule {
    var result = self
    for index in result.events.indices {
      result.events[index].message = transform(result.events[index].message)
    }
    return result
  }
}
