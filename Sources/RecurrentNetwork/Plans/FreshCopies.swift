/// The packed copies of weights that are of the weights as they are now.
///
/// Plans of several shapes share such copies.
struct FreshCopies {
  private var buffers: Set<ObjectIdentifier> = []

  /// Notes that a copy is about to be made; `false` if it was already.
  mutating func insert(_ buffer: Buffer) -> Bool {
    buffers.insert(ObjectIdentifier(buffer)).inserted
  }

  /// Notes that the weights have changed; keeps the room.
  mutating func removeAll() {
    buffers.removeAll(keepingCapacity: true)
  }
}
