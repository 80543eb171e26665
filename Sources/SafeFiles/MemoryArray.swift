/// Numbers in a part of a ``ByteMemory``, read in place.
public struct MemoryArray<Element: FixedWidthInteger & BitwiseCopyable & Sendable>:
  @unchecked Sendable
{
  private let memory: ByteMemory
  @usableFromInline let base: UnsafePointer<Element>
  public let count: Int

  /// - Parameter offset: Where the first number starts, in bytes.
  /// - Returns: `nil` where the memory does not hold all of them, or they are not aligned.
  public init?(_ memory: ByteMemory, at offset: Int, count: Int) {
    let stride = MemoryLayout<Element>.stride
    guard offset >= 0, count >= 0, offset <= memory.count,
      count <= (memory.count - offset) / stride,
      offset.isMultiple(of: stride)
    else { return nil }
    self.memory = memory
    base = (memory.base + offset).assumingMemoryBound(to: Element.self)
    self.count = count
  }

  /// - Precondition: The index is in `0..<count`.
  @inlinable public subscript(index: Int) -> Element {
    precondition(index >= 0 && index < count, "place out of range")
    return base[index]
  }
}
