import SafeFiles

extension NoveltyIndex {
  /// The longest start of some symbols that the corpus holds, and one place where.
  ///
  /// - Complexity: O(log n) comparisons of texts.
  package func longestMatch(_ symbols: ArraySlice<UInt16>) -> (length: Int, place: Int) {
    guard let first = symbols.first else { return (0, 0) }
    var low = Int(buckets[Int(first)])
    var high = Int(buckets[Int(first) + 1])
    guard low < high else { return (0, 0) }
    var best = (length: 0, place: 0)
    // The two neighbours of where the symbols would stand share the longest start with them.
    while low < high {
      let middle = (low + high) / 2
      let place = Int(places[middle])
      let length = commonLength(symbols, place)
      if length > best.length { best = (length, place) }
      if length == symbols.count { return best }
      if symbol(at: place + length) < symbols[symbols.startIndex + length] {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return best
  }

  /// Where in ``places`` the texts lie that start with some symbols.
  func range(of symbols: ArraySlice<UInt16>) -> Range<Int> {
    guard let first = symbols.first else { return 0..<places.count }
    let bucket = Int(buckets[Int(first)])..<Int(buckets[Int(first) + 1])
    let low = partition(bucket) { place in
      let length = commonLength(symbols, place)
      return length < symbols.count
        && symbol(at: place + length) < symbols[symbols.startIndex + length]
    }
    let high = partition(low..<bucket.upperBound) { commonLength(symbols, $0) == symbols.count }
    return low..<high
  }

  /// Whether the corpus holds some symbols in a row.
  package func contains(_ symbols: ArraySlice<UInt16>) -> Bool {
    longestMatch(symbols).length == symbols.count
  }

  /// The intervals by which the corpus goes on after some symbols at a time.
  ///
  /// - Parameter time: The time of the step as ``MelodySymbol/time(_:)`` gives it.
  package func intervals(after symbols: ArraySlice<UInt16>, time: UInt16) -> [Int] {
    let all = range(of: symbols)
    let depth = symbols.count
    var low = partition(all) { symbol(at: $0 + depth) < time << 7 }
    var intervals: [Int] = []
    while low < all.upperBound {
      let symbol = symbol(at: Int(places[low]) + depth)
      guard symbol >> 7 == time else { break }
      intervals.append(Int(symbol & 127) - 61)
      low = partition(low..<all.upperBound) { self.symbol(at: $0 + depth) <= symbol }
    }
    return intervals
  }

  /// The first index of a range whose place no longer meets a condition that holds for a start of
  /// the range.
  private func partition(_ range: Range<Int>, _ holds: (Int) -> Bool) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if holds(Int(places[middle])) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// How many symbols from a place on are the given ones.
  private func commonLength(_ symbols: ArraySlice<UInt16>, _ place: Int) -> Int {
    let most = min(symbols.count, text.count - place)
    let start = symbols.startIndex
    var length = 0
    while length < most, text[place + length] == symbols[start + length] { length += 1 }
    return length
  }

  private func symbol(at place: Int) -> UInt16 {
    place < text.count ? text[place] : MelodySymbol.end
  }
}
