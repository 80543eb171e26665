import MusicModel
public import Playback
import Synchronization

/// A session while it goes on: the threads that make bars, play them, show them and listen meet
/// here.
///
/// The thread that plays touches ``queue`` and ``controls`` only, which never make it wait.
public final class LiveSession: Sendable {
  /// How a session goes.
  public struct Options: Sendable {
    /// Bars that are ready beside the one that sounds.
    public var ahead = 2

    /// The bars after which it ends by itself; `nil` for never.
    public var bars: Int?

    public var sampleRate = 48_000

    /// The program of the font that stands for one of General MIDI.
    public var program: @Sendable (Int) -> Int = { $0 }

    public init() {}
  }

  /// What to show.
  public struct Status: Sendable {
    /// The bar that sounds.
    public var bar: LiveBar?
    public var settings = LiveSettings()

    /// Bars that were played, and those among them that stood in for late ones.
    public var bars = 0
    public var repeats = 0
  }

  private struct Shared {
    var commands: [LiveCommand] = []
    var status = Status()
  }

  public let queue: BarQueue
  public let controls: PlaybackControls
  public let options: Options
  private let listener = CallListener()
  private let shared = Mutex(Shared())

  public init(_ options: Options = Options(), controls: PlaybackControls = PlaybackControls()) {
    self.options = options
    self.controls = controls
    queue = BarQueue(ahead: options.ahead)
  }
}

extension LiveSession {
  /// Asks for something, from the next bar that is not made up yet.
  public func send(_ command: LiveCommand) {
    shared.withLock { $0.commands.append(command) }
  }

  public var status: Status { shared.withLock { $0.status } }

  /// The frame that is heard now.
  private var heardFrame: Int { controls.position - controls.delay }

  /// A key of a keyboard goes down (velocity over zero) or up.
  public func receiveNote(_ pitch: Int, velocity: Int) {
    if velocity > 0 {
      listener.press(pitch, velocity: velocity, at: heardFrame)
    } else {
      listener.lift(pitch, at: heardFrame)
    }
  }

  /// Takes the wishes of a player.
  func takeCommands() -> [LiveCommand] {
    shared.withLock { shared in
      defer { shared.commands = [] }
      return shared.commands
    }
  }

  func show(_ settings: LiveSettings) { shared.withLock { $0.status.settings = settings } }

  func show(_ bar: LiveBar?, bars: Int, repeats: Int) {
    shared.withLock { ($0.status.bar, $0.status.bars, $0.status.repeats) = (bar, bars, repeats) }
  }

  /// What was played in a stretch of frames.
  func phrase(in frames: Range<Int>, framesPerWhole: Double) -> CallPhrase {
    listener.phrase(in: frames, framesPerWhole: framesPerWhole)
  }
}
