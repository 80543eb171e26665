extension Corpus {
  /// Sets some tunes apart to measure with, all settings of a title, and all with much the same
  /// melody where that is known, on one side.
  ///
  /// Which titles these are follows from the seed and the titles alone.
  ///
  /// - Parameter share: The part of the tunes to set apart, 0..<1; if it is more than zero and
  ///   there are at least two titles, at least one is.
  public func split(share: Double, seed: UInt64) -> SplitCorpus {
    var groups: [String: [Int]] = [:]
    var names: [String] = []
    for (index, item) in items.enumerated() {
      names.append(repeats[index].map { names[$0] } ?? item.groupName)
      groups[names[index], default: []].append(index)
    }
    let hashed = groups.map { (hash: SHA256.hexadecimal(of: Array("\(seed):\($0)".utf8)), $1) }
      .sorted { $0.hash < $1.hash }
    let wanted = share > 0 && groups.count > 1 ? max(1, Int(share * Double(items.count))) : 0
    var apart: Set<Int> = []
    for (_, members) in hashed.dropLast() where apart.count < wanted { apart.formUnion(members) }
    return SplitCorpus(
      vocabulary: vocabulary,
      training: items.indices.filter { !apart.contains($0) }.map { items[$0] },
      validation: items.indices.filter { apart.contains($0) }.map { items[$0] })
  }
}

extension CorpusItem {
  /// What settings of one tune have in common: the title, or the tokens where there is none.
  fileprivate var groupName: String {
    let title = TuneTitle.normalized(title ?? "")
    return title.isEmpty ? "\(tokens)" : title
  }
}
