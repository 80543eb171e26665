/// Cuts a tunebook into stretches of whole tunes, so that a large book is never in memory at once.
///
/// A stretch ends before an `X:` that follows an empty line; a tune that is longer than a stretch
/// makes its stretch longer.
struct BookStretches {
  /// Some whole tunes.
  struct Stretch: Sendable {
    var bytes: [UInt8]

    /// The lines of the book that come before it.
    var linesBefore: Int
  }

  /// The size at which a stretch is cut.
  static let size = 1 << 18

  private let nextChunk: () throws -> [UInt8]?

  /// What was read and not yet handed over.
  private var pending: [UInt8] = []
  private var linesBefore = 0
  private var isAtStart = true
  private var isAtEnd = false

  /// Creates the stretches of a book that comes in chunks of any size; `nil` ends it.
  init(of nextChunk: @escaping () throws -> [UInt8]?) {
    self.nextChunk = nextChunk
  }

  /// Returns the next stretch, or `nil` after the last.
  mutating func next() throws -> Stretch? {
    try start()
    var searched = 0
    while true {
      if pending.count >= Self.size {
        if let cut = Self.cut(in: pending.span, from: searched) { return handOver(upTo: cut) }
        searched = max(0, pending.count - 3)
      }
      guard !isAtEnd else { break }
      try readOn()
    }
    guard !pending.isEmpty else { return nil }
    return handOver(upTo: pending.count)
  }

  private mutating func start() throws {
    guard isAtStart else { return }
    isAtStart = false
    while pending.count < 3, !isAtEnd { try readOn() }
    if ByteOrderMark.isUTF16(pending) { while !isAtEnd { try readOn() } }
    pending = ByteOrderMark.removed(from: pending)
  }

  private mutating func readOn() throws {
    guard let chunk = try nextChunk() else {
      isAtEnd = true
      return
    }
    if pending.isEmpty { pending = chunk } else { pending += chunk }
  }

  private mutating func handOver(upTo cut: Int) -> Stretch {
    let rest = cut == pending.count ? [] : Array(pending[cut...])
    if cut < pending.count { pending.removeSubrange(cut...) }
    let stretch = Stretch(bytes: pending, linesBefore: linesBefore)
    // Lines are counted where more than one stretch makes it necessary.
    if !rest.isEmpty || !isAtEnd { linesBefore += Self.lineCount(of: pending.span) }
    pending = rest
    return stretch
  }

  /// The last place where an `X:` follows an empty line.
  ///
  /// - Parameter start: Where the search may end, because it was made before.
  private static func cut(in bytes: Span<UInt8>, from start: Int) -> Int? {
    var index = bytes.count - 2
    while index > max(start, 1) {
      index -= 1
      guard bytes[index] == UInt8(ascii: "X"), bytes[index + 1] == .colon else { continue }
      guard bytes[index - 1].endsLine, index + 2 == bytes.count || bytes[index + 2] != .bar
      else { continue }
      var before = index - 2
      if bytes[index - 1] == .newline, before >= 0, bytes[before] == .carriageReturn {
        before -= 1
      }
      while before >= 0, bytes[before].isBlank { before -= 1 }
      if before >= 0, bytes[before].endsLine { return index }
    }
    return nil
  }

  /// How many lines a stretch has that ends with a line's end.
  private static func lineCount(of bytes: Span<UInt8>) -> Int {
    var newlines = 0
    var returns = 0
    for index in bytes.indices {
      newlines += bytes[index] == .newline ? 1 : 0
      returns += bytes[index] == .carriageReturn ? 1 : 0
    }
    guard returns > 0 else { return newlines }
    var pairs = 0
    for index in 1..<bytes.count {
      pairs += bytes[index] == .newline && bytes[index - 1] == .carriageReturn ? 1 : 0
    }
    return newlines + returns - pairs
  }
}

extension UInt8 {
  fileprivate var endsLine: Bool { self == .newline || self == .carriageReturn }
}
