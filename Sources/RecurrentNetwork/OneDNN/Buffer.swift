/// Zeroed memory on a cache line's boundary, owned by one object and never moved.
@safe final class Buffer {
  static let alignment = 64

  let bytes: UnsafeMutableRawPointer
  let byteCount: Int

  init(byteCount: Int) {
    let size = max(byteCount, 1)
    unsafe bytes = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: Self.alignment)
    unsafe bytes.initializeMemory(as: UInt8.self, repeating: 0, count: size)
    self.byteCount = byteCount
  }

  convenience init(floatCount: Int) {
    self.init(byteCount: floatCount * MemoryLayout<Float>.stride)
  }

  deinit {
    unsafe bytes.deallocate()
  }
}

extension Buffer {
  /// The memory as numbers.
  var floats: UnsafeMutablePointer<Float> {
    unsafe bytes.assumingMemoryBound(to: Float.self)
  }

  /// How many numbers fit.
  var floatCount: Int {
    byteCount / MemoryLayout<Float>.stride
  }

  /// Copies numbers out.
  func floats(_ range: Range<Int>) -> [Float] {
    precondition(range.lowerBound >= 0 && range.upperBound <= floatCount, "\(range)")
    return unsafe [Float](
      UnsafeBufferPointer(start: floats + range.lowerBound, count: range.count))
  }

  /// Fills an array from the first numbers on.
  func copyFloats(to values: inout [Float]) {
    precondition(values.count <= floatCount, "\(values.count) of \(floatCount)")
    unsafe values.withUnsafeMutableBufferPointer { target in
      guard let base = target.baseAddress else { return }
      unsafe base.update(from: floats, count: target.count)
    }
  }

  /// Copies numbers in, from an offset on.
  func store(_ values: [Float], at offset: Int = 0) {
    store(values[...], at: offset)
  }

  /// Copies numbers in, from an offset on.
  func store(_ values: ArraySlice<Float>, at offset: Int) {
    precondition(offset >= 0 && offset + values.count <= floatCount, "\(values.count) at \(offset)")
    unsafe values.withUnsafeBufferPointer { source in
      guard let base = source.baseAddress else { return }
      unsafe (floats + offset).update(from: base, count: source.count)
    }
  }

  /// Sets every byte to zero.
  func clear() {
    unsafe bytes.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
  }
}
