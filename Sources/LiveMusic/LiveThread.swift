import Dispatch
import Foundation
import Playback
import Synchronization

/// The thread that makes the bars of a session, from its start to the session's end.
public final class LiveThread: @unchecked Sendable {
  /// Touched by the thread alone while it runs.
  private var maker: LiveMaker
  private let session: LiveSession
  private let save: @Sendable (Take) throws -> Void
  private let hasEnded = DispatchSemaphore(value: 0)

  /// Touched by the thread alone until it signals its end.
  private var failure: (any Error)?

  /// Between two writings of the take.
  private static let saveInterval: Duration = .seconds(60)

  /// Starts to make bars.
  ///
  /// - Parameters:
  ///   - take: Receives what is played, if it is wanted.
  ///   - save: Called with the take each minute and at the end.
  public init(
    _ session: LiveSession, _ generator: consuming BarGenerator, _ settings: LiveSettings,
    take: Take? = nil, save: @escaping @Sendable (Take) throws -> Void = { _ in }
  ) {
    self.session = session
    self.save = save
    maker = LiveMaker(session, generator, settings, take: take)
    let thread = Thread { [self] in run() }
    thread.stackSize = 1 << 23
    thread.start()
  }

  /// Waits for the end, after the session's controls were told to stop.
  ///
  /// - Throws: What made the thread end early.
  public func wait() throws {
    hasEnded.wait()
    if let failure { throw failure }
  }

  private func run() {
    defer { hasEnded.signal() }
    do {
      var lastSave = ContinuousClock.now
      while !session.controls.isStopped {
        if try maker.work() { continue }
        if let take = maker.take, ContinuousClock.now - lastSave > Self.saveInterval {
          try save(take)
          lastSave = .now
        }
        Thread.sleep(forTimeInterval: 0.004)
      }
      maker.followPlayer()
      if let take = maker.take { try save(take) }
    } catch {
      failure = error
      session.controls.stop()
    }
  }
}
