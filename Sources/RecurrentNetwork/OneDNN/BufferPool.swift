/// Buffers by role, shared by all shapes of batches and grown to the largest.
struct BufferPool {
  private var buffers: [String: Buffer] = [:]

  /// Whether a buffer was replaced by a larger one since this was last set to `false`.
  var hasGrown = false

  /// Returns the buffer of a role, at least as large as asked for.
  ///
  /// A buffer handed out earlier stays valid for those who hold it.
  mutating func buffer(_ role: String, byteCount: Int) -> Buffer {
    if let found = buffers[role] {
      if found.byteCount >= byteCount { return found }
      hasGrown = true
    }
    let buffer = Buffer(byteCount: byteCount)
    buffers[role] = buffer
    return buffer
  }

  /// Returns the buffer of a role with room for so many numbers.
  mutating func buffer(_ role: String, floatCount: Int) -> Buffer {
    buffer(role, byteCount: floatCount * MemoryLayout<Float>.stride)
  }

  /// All bytes held.
  var byteCount: Int {
    buffers.values.reduce(0) { $0 + $1.byteCount }
  }
}
