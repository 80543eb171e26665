import Synchronization

/// The sequences still to be drawn, for workers that each run a batch of their own.
///
/// Sequence i waits for row i mod B, whichever worker's row that is.
final class SampleQueue: Sendable {
  private let waiting: Mutex<[[Int]]>

  init(_ indices: [Int], batchSize: Int) {
    var waiting = [[Int]](repeating: [], count: batchSize)
    for index in indices.reversed() { waiting[index % batchSize].append(index) }
    self.waiting = Mutex(waiting)
  }

  /// Takes the next sequence for a row, or `nil` if none is left.
  func next(row: Int) -> Int? {
    waiting.withLock { $0[row].popLast() }
  }
}
