import ABCNotation

/// The lines in which two texts differ.
struct ChangedLines {
  struct Line {
    /// Its number in its text, from 1.
    var number = 0
    var line: ABCSyntaxTree.Line
    var text: [UInt8]
    var tokens: [Token]
  }

  /// A symbol as written; blanks, comments and line ends are none.
  struct Token: Hashable {
    var kind: ABCSyntaxTree.Token.Kind
    var text: String
  }

  /// The lines that only the old text has, and those that only the new one has.
  private(set) var removed: [Line] = []
  private(set) var inserted: [Line] = []

  /// Lines of both texts that are music in one and not in the other, by what stands around them.
  private(set) var moved: [Line] = []

  /// The old text without the lines that were removed.
  private(set) var textLeftAlone: [UInt8] = []

  init(from old: [UInt8], to new: [UInt8]) {
    let (old, new) = (Self.lines(of: old), Self.lines(of: new))
    var (isRemoved, isInserted) = (Set<Int>(), Set<Int>())
    for change in new.map(\.text).difference(from: old.map(\.text)) {
      switch change {
      case .remove(let offset, _, _): isRemoved.insert(offset)
      case .insert(let offset, _, _): isInserted.insert(offset)
      }
    }
    removed = old.indices.filter(isRemoved.contains).map { old[$0] }
    inserted = new.indices.filter(isInserted.contains).map { new[$0] }
    let left = old.indices.filter { !isRemoved.contains($0) }
    textLeftAlone = left.flatMap { old[$0].text }
    moved = zip(left, new.indices.filter { !isInserted.contains($0) })
      .filter { old[$0].line.isMusic != new[$1].line.isMusic }.map { new[$1] }
  }

  private static func lines(of bytes: [UInt8]) -> [Line] {
    let tree = ABCSyntaxTree(bytes)
    return tree.sections.flatMap(\.lines).enumerated().map { index, line in
      Line(
        number: index + 1, line: line, text: line.tokens.flatMap { tree.bytes(of: $0) },
        tokens: line.tokens.filter { $0.kind != .lineEnd && $0.kind != .comment }.map {
          Token(kind: $0.kind, text: String(decoding: tree.bytes(of: $0), as: UTF8.self))
        })
    }
  }

  func show() {
    for (sign, lines) in [("-", removed), ("+", inserted), ("?", moved)] {
      for line in lines {
        print("  \(sign) " + String(decoding: line.text, as: UTF8.self), terminator: "")
      }
    }
  }
}

extension ABCSyntaxTree.Line {
  var isMusic: Bool {
    if case .music = kind { return true }
    return false
  }
}
