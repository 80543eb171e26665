import Dispatch
import Synchronization

/// Works on some numbered pieces side by side, and returns the results in order.
func inParallel<Result: Sendable>(
  _ count: Int, stride: Int = 8, _ work: @Sendable (Int) -> Result
) -> [Result] {
  let results = Mutex([Int: [Result]]())
  let parts = (count + stride - 1) / stride
  DispatchQueue.concurrentPerform(iterations: parts) { part in
    let done = (part * stride..<min((part + 1) * stride, count)).map(work)
    results.withLock { $0[part] = done }
  }
  return results.withLock { all in (0..<parts).flatMap { all[$0] ?? [] } }
}
