import Dispatch
import NoteVocabulary
import Synchronization

extension Corpus {
  /// Finds the items with much the same melody as an earlier one, by the rule of token stores.
  mutating func findRepeats() {
    let (items, kind) = (items, vocabulary.kind)
    let signatures = Mutex([[UInt32]](repeating: [], count: items.count))
    DispatchQueue.concurrentPerform(iterations: items.count) { index in
      let signature = MinHash.signature(of: items[index].tokens, kind)
      signatures.withLock { $0[index] = signature }
    }
    repeats = MinHash.repeats(signatures.withLock { $0 })
  }
}

extension MinHash {
  /// The places of signatures that are much like an earlier one, and the place of the first such
  /// that begins a band.
  fileprivate static func repeats(_ signatures: [[UInt32]]) -> [Int: Int] {
    var first: [UInt64: Int] = [:]
    var repeats: [Int: Int] = [:]
    for (number, signature) in signatures.enumerated() {
      for band in 0..<bands {
        let key = key(of: signature, band: band)
        guard let original = first[key] else {
          first[key] = number
          continue
        }
        guard original != number, original < repeats[number] ?? number,
          similarity(signature, signatures[original]) >= threshold
        else { continue }
        repeats[number] = original
      }
    }
    return repeats
  }
}
