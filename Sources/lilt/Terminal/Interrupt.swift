import Dispatch
import Glibc

/// Ctrl-C turned into a call, on a queue of its own, until cancelled.
struct Interrupt {
  private let source: any DispatchSourceSignal

  /// - Parameter action: Called at the first and every further SIGINT.
  init(_ action: @escaping @Sendable () -> Void) {
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler(handler: action)
    source.resume()
  }

  /// Gives Ctrl-C its usual meaning back.
  func cancel() {
    guard !source.isCancelled else { return }
    source.cancel()
    signal(SIGINT, SIG_DFL)
  }
}
