/// Reads the JSON of a safetensors header, and only that: objects of known shape, no nesting beyond.
struct HeaderScanner {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// Reads `{"name": …, …}`, leaving each value to `body`.
  mutating func object(
    _ body: (inout HeaderScanner, String) throws(SafetensorsError) -> Void
  ) throws(SafetensorsError) {
    try expect("{")
    if accept("}") { return }
    repeat {
      let name = try string()
      try expect(":")
      try body(&self, name)
    } while accept(",")
    try expect("}")
  }

  /// Reads `{"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}`, in any order.
  mutating func entry(_ name: String) throws(SafetensorsError) -> SafetensorsHeader.Entry {
    var type: String?
    var shape: [Int]?
    var offsets: [Int]?
    try object { scanner, key throws(SafetensorsError) in
      switch key {
      case "dtype" where type == nil: type = try scanner.string()
      case "shape" where shape == nil: shape = try scanner.integers()
      case "data_offsets" where offsets == nil: offsets = try scanner.integers()
      default: throw scanner.malformed("unexpected key '\(key)' of tensor '\(name)'")
      }
    }
    guard let type, let shape, let offsets, offsets.count == 2, offsets[0] <= offsets[1] else {
      throw malformed("tensor '\(name)' needs dtype, shape and two rising data_offsets")
    }
    return SafetensorsHeader.Entry(
      name: name, type: type, shape: shape, begin: offsets[0], end: offsets[1])
  }

  /// Reads `[1, 2, …]`, none below zero.
  mutating func integers() throws(SafetensorsError) -> [Int] {
    try expect("[")
    if accept("]") { return [] }
    var values: [Int] = []
    repeat {
      values.append(try integer())
    } while accept(",")
    try expect("]")
    return values
  }

  /// Reads a string with its escapes.
  mutating func string() throws(SafetensorsError) -> String {
    try expect("\"")
    var text: [UInt8] = []
    while let byte = take() {
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw malformed("a string is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): text += try escape()
      case 0..<0x20: throw malformed("a control character in a string")
      default: text.append(byte)
      }
    }
    throw malformed("a string without end")
  }

  /// Checks that nothing but white space is left.
  mutating func finish() throws(SafetensorsError) {
    skipSpace()
    guard position == bytes.endIndex else { throw malformed("text after the object") }
  }

  func malformed(_ what: String) -> SafetensorsError {
    .malformedHeader(what, offset: position - bytes.startIndex)
  }
}

extension HeaderScanner {
  private mutating func take() -> UInt8? {
    guard position < bytes.endIndex else { return nil }
    defer { position += 1 }
    return bytes[position]
  }

  private mutating func skipSpace() {
    while position < bytes.endIndex, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[position]) {
      position += 1
    }
  }

  private mutating func accept(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < bytes.endIndex, bytes[position] == UInt8(ascii: character) else {
      return false
    }
    position += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(SafetensorsError) {
    guard accept(character) else { throw malformed("expected '\(character)'") }
  }

  private mutating func integer() throws(SafetensorsError) -> Int {
    skipSpace()
    var value = 0
    let start = position
    while position < bytes.endIndex, (0x30...0x39).contains(bytes[position]) {
      let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tenfold.addingReportingOverflow(Int(bytes[position]) - 0x30)
      guard !overflow, !carry else { throw malformed("a number is too large") }
      value = sum
      position += 1
    }
    guard position > start else { throw malformed("expected a number") }
    return value
  }

  private mutating func escape() throws(SafetensorsError) -> [UInt8] {
    switch take() {
    case UInt8(ascii: "\""): return [0x22]
    case UInt8(ascii: "\\"): return [0x5c]
    case UInt8(ascii: "/"): return [0x2f]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0c]
    case UInt8(ascii: "n"): return [0x0a]
    case UInt8(ascii: "r"): return [0x0d]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return Array(String(try unicodeEscape()).utf8)
    default: throw malformed("an unknown escape")
    }
  }

  /// Reads the digits of `\uXXXX`, and of the second half when it is a surrogate pair.
  private mutating func unicodeEscape() throws(SafetensorsError) -> Unicode.Scalar {
    let first = try codeUnit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xdc00, take() == UInt8(ascii: "\\"), take() == UInt8(ascii: "u") else {
      throw malformed("half of a surrogate pair")
    }
    let second = try codeUnit()
    guard (0xdc00...0xdfff).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
    else { throw malformed("half of a surrogate pair") }
    return scalar
  }

  private mutating func codeUnit() throws(SafetensorsError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = take(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw malformed("expected four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
