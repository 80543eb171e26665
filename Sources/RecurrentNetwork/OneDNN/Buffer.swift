/// Zeroed memory on a cache line's boundary, owned by one object and never moved.
@safe final class Buffer {
  static let alignment = 64

  let bytes: UnsafeMutableRawPointer
  let byteCount: Int

  /// The buffer that the memory belongs to, `nil` for one that owns it.
  private let owner: Buffer?

  /// Creates a view of a part of another buffer.
  init(_ owner: Buffer, bytes range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= owner.byteCount, "\(range)")
    unsafe bytes = owner.bytes + range.lowerBound
    byteCount = range.count
    self.owner = owner
  }

  init(byteCount: Int) {
    let size = max(byteCount, 1)
    unsafe bytes = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: Self.alignment)
    unsafe bytes.initializeMemory(as: UInt8.self, repeating: 0, count: size)
    self.byteCount = byteCount
    owner = nil
  }

  convenience init(floatCount: Int) {
    self.init(byteCount: floatCount * MemoryLayout<Float>.stride)
  }

  deinit {
    if owner == nil { unsafe bytes.deallocate() }
  }
}

extension Buffer {
  /// The memory as numbers.
  var floats: UnsafeMutablePointer<Float> {
    unsafe bytes.assumingMemoryBound(to: Float.self)
  }

  /// The memory as numbers of half the width.
  var bfloats: UnsafeMutablePointer<BFloat16> {
    unsafe bytes.assumingMemoryBound(to: BFloat16.self)
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
  func copyFloats(to values: inout [Float], from element: ElementType = .float32) {
    precondition(values.count * element.size <= byteCount, "\(values.count) of \(byteCount)")
    switch element {
    case .float32: for index in values.indices { unsafe values[index] = floats[index] }
    case .bfloat16: for index in values.indices { unsafe values[index] = bfloats[index].float }
    }
  }

  /// Copies numbers in, from an offset on.
  func store(_ values: [Float], at offset: Int = 0) {
    store(values[...], at: offset)
  }

  /// Copies numbers in, from an offset on.
  func store(_ values: ArraySlice<Float>, at offset: Int, as element: ElementType = .float32) {
    precondition(
      offset >= 0 && (offset + values.count) * element.size <= byteCount,
      "\(values.count) at \(offset)")
    for (index, value) in zip(offset..., values) {
      switch element {
      case .float32: unsafe floats[index] = value
      case .bfloat16: unsafe bfloats[index] = BFloat16(value)
      }
    }
  }

  /// Sets the first bytes to zero.
  func clear(_ count: Int) {
    precondition(count <= byteCount, "\(count) of \(byteCount)")
    unsafe bytes.initializeMemory(as: UInt8.self, repeating: 0, count: count)
  }

  /// Sets every byte to zero.
  func clear() {
    unsafe bytes.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
  }
}
