import Dispatch
import Glibc

/// Ctrl-C, a polite kill and a terminal that closes, turned into a call on a queue of its own until
/// cancelled.
struct Interrupt {
  private let sources: [(number: CInt, source: any DispatchSourceSignal)]

  /// - Parameter action: Called at the first and every further signal.
  init(_ action: @escaping @Sendable () -> Void) {
    sources = [SIGINT, SIGTERM, SIGHUP].compactMap { number in
      let before = signal(number, SIG_IGN)
      // What nohup starts outlives its terminal.
      if number == SIGHUP, address(of: before) == address(of: SIG_IGN) { return nil }
      let source = DispatchSource.makeSignalSource(
        signal: number, queue: .global(qos: .userInteractive))
      source.setEventHandler(handler: action)
      source.resume()
      return (number, source)
    }
  }

  /// Gives the signals their usual meaning back.
  func cancel() {
    for (number, source) in sources where !source.isCancelled {
      source.cancel()
      signal(number, SIG_DFL)
    }
  }
}

/// What two handlers can be compared by.
private func address(of handler: __sighandler_t?) -> Int { unsafeBitCast(handler, to: Int.self) }
