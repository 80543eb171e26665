/// The macros of a tune: texts that stand for other texts (ABC 2.1, section 9).
struct Macros {
  private struct Macro {
    /// The text to be replaced; in a transposing macro what stands before the note.
    var target: [UInt8]

    /// What stands after the note of a transposing macro; `nil` for a static one.
    var length: [UInt8]?
    var replacement: [UInt8]
  }

  /// The longest target and replacement that the standard allows.
  static let longestTarget = 31
  static let longestReplacement = 200

  /// The most macros of one tune.
  private static let limit = 200

  private var macros: [Macro] = []

  var isEmpty: Bool { macros.isEmpty }

  /// Adds `target = replacement`; a later definition of the same target wins.
  ///
  /// - Returns: `false` where the text is no macro.
  mutating func add(_ text: ArraySlice<UInt8>) -> Bool {
    guard let equals = text.dropFirst().firstIndex(of: .equals) else { return false }
    let target = text[..<equals].trimmed
    let replacement = text[(equals + 1)...].trimmed
    guard (1...Self.longestTarget).contains(target.count), macros.count < Self.limit,
      replacement.count <= Self.longestReplacement
    else { return false }
    var macro = Macro(target: Array(target), length: nil, replacement: Array(replacement))
    if let n = target.firstIndex(of: UInt8(ascii: "n")) {
      macro.target = Array(target[..<n])
      macro.length = Array(target[(n + 1)...])
    }
    macros.removeAll { $0.target == macro.target && $0.length == macro.length }
    macros.append(macro)
    return true
  }

  /// Returns a line of music in which every target is replaced, texts in quotes left alone.
  ///
  /// - Parameter limit: How many bytes the result may have; more are left out.
  func expanded(_ line: ArraySlice<UInt8>, limit: Int) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(line.count * 2)
    var index = line.startIndex
    var isQuoted = false
    while index < line.endIndex, result.count < limit {
      if line[index] == .quote { isQuoted.toggle() }
      if !isQuoted, let end = replace(at: index, in: line, into: &result) {
        index = end
        continue
      }
      result.append(line[index])
      index += 1
    }
    return result
  }

  /// Replaces the first macro that matches at a place, and returns where the line goes on.
  private func replace(
    at index: Int, in line: ArraySlice<UInt8>, into result: inout [UInt8]
  ) -> Int? {
    for macro in macros {
      guard line[index...].starts(with: macro.target) else { continue }
      let start = index + macro.target.count
      guard let length = macro.length else {
        guard Self.isWhole(macro.target.last, at: start, in: line) else { continue }
        result += macro.replacement
        return start
      }
      guard start < line.endIndex, let note = MacroNote(line[start...]) else { continue }
      let end = start + note.length
      guard line[end...].starts(with: length) else { continue }
      let rest = end + length.count
      guard Self.isWhole(length.last ?? line[start], at: rest, in: line) else { continue }
      result += note.transposing(macro.replacement)
      return rest
    }
    return nil
  }

  /// Whether the text after a target does not go on with the target's last number or note.
  private static func isWhole(
    _ last: UInt8?, at index: Int, in line: ArraySlice<UInt8>
  ) -> Bool {
    guard let last, index < line.endIndex else { return true }
    let next = line[index]
    if last.isDigit { return !next.isDigit && next != .slash }
    guard last.isLetter else { return true }
    return !next.isDigit && next != .slash && next != .comma && next != UInt8(ascii: "'")
  }
}

/// The note that the `n` of a transposing macro stands for.
private struct MacroNote {
  /// Diatonic steps above middle C's octave.
  private let position: Int

  /// The bytes that the note takes.
  let length: Int

  init?(_ text: ArraySlice<UInt8>) {
    guard let letter = text.first, letter.isLetter, letter.lowercased <= UInt8(ascii: "g") else {
      return nil
    }
    let step = Int(letter.lowercased &- 0x61 &+ 5) % 7
    var position = step + (letter >= 0x61 ? 7 : 0)
    let marks = text.dropFirst().prefix { $0 == .comma || $0 == UInt8(ascii: "'") }
    for mark in marks { position += mark == .comma ? -7 : 7 }
    self.position = position
    length = 1 + marks.count
  }

  /// A replacement in which the letters h to z are notes relative to n.
  func transposing(_ replacement: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for byte in replacement {
      if (UInt8(ascii: "h")...UInt8(ascii: "z")).contains(byte) {
        result += Self.note(position + Int(byte) - Int(UInt8(ascii: "n")))
      } else {
        result.append(byte)
      }
    }
    return result
  }

  private static func note(_ position: Int) -> [UInt8] {
    let step = ((position % 7) + 7) % 7
    let octave = (position - step) / 7
    let letter = Array("CDEFGAB".utf8)[step]
    if octave >= 1 {
      return [letter | 0x20] + Array(repeating: UInt8(ascii: "'"), count: octave - 1)
    }
    return [letter] + Array(repeating: .comma, count: -octave)
  }
}

extension TuneBuilder {
  /// Reads `m: ~n3 = n{o}n{m}n`.
  mutating func defineMacro(_ field: FieldText) {
    if macros.add(field.text) { return }
    context.findings.warn(
      .badMacro,
      "'m:\(field.string)' defines no macro; expected target = replacement, with at "
        + "most \(Macros.longestTarget) and \(Macros.longestReplacement) characters",
      at: field.offset)
  }
}
