/// The places of a text in the order of the texts that start there.
///
/// Built by induced sorting in time proportional to the length: suffixes that start where the text
/// begins to rise after falling are sorted first, by the same method on a shorter text, and the order
/// of all others follows from theirs in two sweeps.
///
/// Source: Nong, Zhang & Chan 2009, "Linear Suffix Array Construction by Almost Pure
/// Induced-Sorting".
enum SuffixArray {
  /// - Parameter alphabetSize: All symbols are in `0..<alphabetSize`.
  static func places(of text: [Int32], alphabetSize: Int) -> [Int32] {
    guard text.count > 1 else { return text.isEmpty ? [] : [0] }
    var sorter = InducedSorter(text, alphabetSize)
    let starts = sorter.risingStarts
    sorter.induce(from: starts)
    guard starts.count > 1 else { return sorter.places }
    let names = sorter.names(of: starts)
    guard names.count < starts.count else {
      // All substrings differ, so their order is that of the suffixes.
      sorter.induce(from: sorter.sortedStarts)
      return sorter.places
    }
    let order = places(of: names.text, alphabetSize: names.count)
    sorter.induce(from: order.map { starts[Int($0)] })
    return sorter.places
  }
}

/// One level of induced sorting.
private struct InducedSorter {
  private let text: [Int32]

  /// Whether the suffix at a place is smaller than the next one.
  private let rises: [Bool]

  /// Where the suffixes of each first symbol start in ``places``, and after those that fall, where
  /// the ones that rise start.
  private var bucketStarts: [Int32]
  private var risingBucketStarts: [Int32]

  private(set) var places: [Int32]

  init(_ text: [Int32], _ alphabetSize: Int) {
    let count = text.count
    var rises = [Bool](repeating: false, count: count)
    for place in stride(from: count - 2, through: 0, by: -1) {
      rises[place] =
        text[place] == text[place + 1] ? rises[place + 1] : text[place] < text[place + 1]
    }
    var falling = [Int32](repeating: 0, count: alphabetSize)
    var rising = [Int32](repeating: 0, count: alphabetSize)
    for place in 0..<count {
      if rises[place] { rising[Int(text[place])] += 1 } else { falling[Int(text[place])] += 1 }
    }
    var bucketStarts = [Int32](repeating: 0, count: alphabetSize + 1)
    var risingBucketStarts = [Int32](repeating: 0, count: alphabetSize)
    for symbol in 0..<alphabetSize {
      risingBucketStarts[symbol] = bucketStarts[symbol] + falling[symbol]
      bucketStarts[symbol + 1] = risingBucketStarts[symbol] + rising[symbol]
    }
    self.text = text
    self.rises = rises
    self.bucketStarts = bucketStarts
    self.risingBucketStarts = risingBucketStarts
    places = [Int32](repeating: -1, count: count)
  }

  private func isRisingStart(_ place: Int) -> Bool {
    place > 0 && rises[place] && !rises[place - 1]
  }

  /// The places where the text begins to rise, in their order in the text.
  var risingStarts: [Int32] {
    (1..<text.count).filter(isRisingStart).map { Int32($0) }
  }

  /// The places where the text begins to rise, as ``places`` has them.
  var sortedStarts: [Int32] { places.filter { isRisingStart(Int($0)) } }

  /// Sorts all suffixes, given the order of those that begin to rise.
  mutating func induce(from starts: [Int32]) {
    for place in places.indices { places[place] = -1 }
    var next = risingBucketStarts
    for start in starts {
      let symbol = Int(text[Int(start)])
      places[Int(next[symbol])] = start
      next[symbol] += 1
    }
    induceFalling()
    induceRising()
  }

  private mutating func induceFalling() {
    var next = bucketStarts
    let last = text.count - 1
    places[Int(next[Int(text[last])])] = Int32(last)
    next[Int(text[last])] += 1
    for index in places.indices {
      let place = Int(places[index]) - 1
      guard place >= 0, !rises[place] else { continue }
      let symbol = Int(text[place])
      places[Int(next[symbol])] = Int32(place)
      next[symbol] += 1
    }
  }

  private mutating func induceRising() {
    var next = bucketStarts
    for index in places.indices.reversed() {
      let place = Int(places[index]) - 1
      guard place >= 0, rises[place] else { continue }
      let symbol = Int(text[place]) + 1
      next[symbol] -= 1
      places[Int(next[symbol])] = Int32(place)
    }
  }

  /// The text of the substrings between rising starts, each named by its rank.
  func names(of starts: [Int32]) -> (text: [Int32], count: Int) {
    var indices = [Int32](repeating: -1, count: text.count)
    for (index, start) in starts.enumerated() { indices[Int(start)] = Int32(index) }
    var names = [Int32](repeating: 0, count: starts.count)
    var name: Int32 = -1
    var previous: Int?
    for place in sortedStarts {
      let index = Int(indices[Int(place)])
      if previous.map({ !isEqual(starts, $0, index) }) ?? true { name += 1 }
      names[index] = name
      previous = index
    }
    return (names, Int(name) + 1)
  }

  /// Whether the substrings of two rising starts, each up to and with the next, are equal.
  private func isEqual(_ starts: [Int32], _ left: Int, _ right: Int) -> Bool {
    guard left + 1 < starts.count, right + 1 < starts.count else { return false }
    let (leftStart, rightStart) = (Int(starts[left]), Int(starts[right]))
    let length = Int(starts[left + 1]) - leftStart
    guard length == Int(starts[right + 1]) - rightStart else { return false }
    for offset in 0...length where text[leftStart + offset] != text[rightStart + offset] {
      return false
    }
    return true
  }
}
