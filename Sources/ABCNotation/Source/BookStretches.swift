/// Cuts a tunebook into stretches of whole tunes, so that a large book is never in memory at once.
///
/// A stretch ends before an `X:` that follows an empty line; a tune that is longer than a stretch
/// makes its stretch longer, up to a limit past which the tune is passed over.
struct BookStretches {
  /// Some whole tunes, or the start of one beyond all bounds.
  struct Stretch: Sendable {
    var bytes: [UInt8]

    /// The lines passed over between the stretch before and this one.
    var skippedLines = 0
  }

  /// The size at which a stretch is cut.
  static let size = 1 << 18

  /// The size of the largest stretch.
  static let largestSize = 1 << 23

  private let nextChunk: () throws -> [UInt8]?

  /// What was read and not yet handed over.
  private var pending: [UInt8] = []
  private var isAtStart = true
  private var isAtEnd = false

  /// Whether the rest of a tune beyond all bounds is being passed over.
  private var isSkipping = false
  private var skippedLines = 0

  /// Creates the stretches of a book that comes in chunks of any size; `nil` ends it.
  init(of nextChunk: @escaping () throws -> [UInt8]?) {
    self.nextChunk = nextChunk
  }

  /// Returns the next stretch, or `nil` after the last.
  mutating func next() throws -> Stretch? {
    try start()
    if isSkipping { try skipToNextTune() }
    var searched = 0
    while true {
      if pending.count >= Self.size {
        if let cut = Self.cut(in: pending.span, from: searched) { return handOver(upTo: cut) }
        searched = max(0, pending.count - 3)
      }
      if pending.count >= Self.largestSize {
        isSkipping = true
        return handOver(upTo: pending.count)
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
    // The line that is cut in two counts with the stretch that it starts in.
    let skipped = exchange(&skippedLines, with: (pending.last?.endsLine ?? true) ? 0 : -1)
    return Stretch(bytes: exchange(&pending, with: rest), skippedLines: max(0, skipped))
  }

  /// Passes over everything before the next `X:` that follows an empty line.
  private mutating func skipToNextTune() throws {
    isSkipping = false
    while true {
      let cut = Self.firstCut(in: pending.span)
      // What may belong to an empty line before the next `X:` stays.
      let end = cut ?? (isAtEnd ? pending.count : max(0, pending.count - 256))
      skippedLines += Self.lineCount(of: pending.span, before: end)
      pending.removeSubrange(..<end)
      if cut != nil || isAtEnd { return }
      try readOn()
    }
  }

  private static func lineCount(of bytes: Span<UInt8>, before end: Int) -> Int {
    var count = 0
    for index in 0..<end where bytes[index].endsLine {
      let isPair =
        bytes[index] == .carriageReturn && index + 1 < bytes.count && bytes[index + 1] == .newline
      if !isPair { count += 1 }
    }
    return count
  }

  private static func firstCut(in bytes: Span<UInt8>) -> Int? {
    guard bytes.count > 2 else { return nil }
    return (2..<bytes.count - 1).first { isCut($0, in: bytes) }
  }

  /// The last place where an `X:` follows an empty line.
  ///
  /// - Parameter start: Where the search may end, because it was made before.
  private static func cut(in bytes: Span<UInt8>, from start: Int) -> Int? {
    var index = bytes.count - 2
    while index > max(start, 1) {
      index -= 1
      if isCut(index, in: bytes) { return index }
    }
    return nil
  }

  /// Whether an `X:` stands at an index, with an empty line before it.
  @inline(__always)
  private static func isCut(_ index: Int, in bytes: Span<UInt8>) -> Bool {
    guard bytes[index] == UInt8(ascii: "X"), bytes[index + 1] == .colon,
      bytes[index - 1].endsLine, index + 2 == bytes.count || bytes[index + 2] != .bar
    else { return false }
    var before = index - 2
    if bytes[index - 1] == .newline, before >= 0, bytes[before] == .carriageReturn {
      before -= 1
    }
    while before >= 0, bytes[before].isBlank { before -= 1 }
    return before >= 0 && bytes[before].endsLine
  }
}

extension UInt8 {
  fileprivate var endsLine: Bool { self == .newline || self == .carriageReturn }
}
