import Synchronization

/// A request to stop that may come from a signal handler.
public final class CancellationFlag: Sendable {
  private let flag = Atomic(false)

  public init() {}

  /// Asks the run to stop after its current step; safe to call from a signal handler.
  public func cancel() {
    flag.store(true, ordering: .releasing)
  }

  /// Whether the run was asked to stop.
  public var isCancelled: Bool { flag.load(ordering: .acquiring) }
}
