/// A tree of token sequences, each node found by its parent and its last token.
///
/// Open addressing with linear probing over one word per node; the order of insertion alone decides
/// the numbers of the nodes.
struct NGramTable {
  /// The node of the empty sequence.
  static let root: UInt32 = 0

  /// Nodes so far, the root included.
  private(set) var count = 1

  private var keys: ContiguousArray<UInt64>
  private var nodes: ContiguousArray<UInt32>

  /// A key that no node has: no parent has this number.
  private static let empty = UInt64.max

  init() {
    keys = ContiguousArray(repeating: Self.empty, count: 1 << 10)
    nodes = ContiguousArray(repeating: 0, count: 1 << 10)
  }

  /// The node below `parent` along `token`, or `nil` where none was inserted.
  func child(of parent: UInt32, along token: Int32) -> UInt32? {
    let key = Self.key(parent, token)
    let slot = slot(of: key)
    return keys[slot] == key ? nodes[slot] : nil
  }

  /// The node below `parent` along `token`, made when it is new.
  mutating func insertChild(of parent: UInt32, along token: Int32) -> (node: UInt32, isNew: Bool) {
    let key = Self.key(parent, token)
    let slot = slot(of: key)
    if keys[slot] == key { return (nodes[slot], false) }
    precondition(count < Int(UInt32.max), "too many n-grams")
    let node = UInt32(count)
    keys[slot] = key
    nodes[slot] = node
    count += 1
    if 3 * count > 2 * keys.count { grow() }
    return (node, true)
  }

  private static func key(_ parent: UInt32, _ token: Int32) -> UInt64 {
    UInt64(parent) << 32 | UInt64(UInt32(bitPattern: token))
  }

  /// The slot that holds `key`, or the empty one where it belongs.
  private func slot(of key: UInt64) -> Int {
    let mask = keys.count - 1
    let spread = (key ^ key >> 29) &* 0x9e37_79b9_7f4a_7c15
    var slot = Int(truncatingIfNeeded: spread >> 20) & mask
    while keys[slot] != Self.empty && keys[slot] != key { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let (oldKeys, oldNodes) = (keys, nodes)
    keys = ContiguousArray(repeating: Self.empty, count: 2 * oldKeys.count)
    nodes = ContiguousArray(repeating: 0, count: 2 * oldKeys.count)
    for index in oldKeys.indices where oldKeys[index] != Self.empty {
      let slot = slot(of: oldKeys[index])
      keys[slot] = oldKeys[index]
      nodes[slot] = oldNodes[index]
    }
  }
}
