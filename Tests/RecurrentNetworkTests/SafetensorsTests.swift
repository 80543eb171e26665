import Testing

@testable import RecurrentNetwork

@Suite struct SafetensorsTests {
  @Test func `reading what was written gives the same content`() throws {
    let file = Safetensors(
      tensors: [
        "b": Tensor(shape: [2, 3], [1, -2, .infinity, 0.5, -0.0, .leastNonzeroMagnitude]),
        "a": Tensor(shape: [3], elements: .uint8([0, 128, 255])),
        "steps": Tensor(shape: [], elements: .int64([.min])),
        "empty": Tensor(shape: [0, 4], []),
      ],
      metadata: ["title": "a \"tune\"\n\\ \u{1} é 🎻", "": ""])
    let bytes = file.bytes()
    let again = try Safetensors(parsing: bytes)
    #expect(again == file)
    #expect(again.bytes() == bytes)
  }

  @Test func `escapes of every kind are read`() throws {
    let text = #"{"__metadata__":{"k":"\u00e9\ud83c\udfbb\/\b\f\n\r\t\"\\"}}"#
    let file = try Safetensors(parsing: bytes(header: text))
    #expect(file.metadata["k"] == "é🎻/\u{8}\u{c}\n\r\t\"\\")
  }

  @Test func `a file without tensors is valid`() throws {
    #expect(try Safetensors(parsing: bytes(header: "{}")) == Safetensors(tensors: [:]))
    #expect(try Safetensors(parsing: bytes(header: "{ }  ")) == Safetensors(tensors: [:]))
  }

  @Test(arguments: broken)
  func `broken files are refused with the place`(file: Broken) {
    #expect {
      try Safetensors(parsing: file.bytes)
    } throws: {
      "\($0)" == file.message
    }
  }

  @Test(arguments: 0..<40)
  func `no byte of a small file can crash the reader`(seed: UInt64) {
    let whole = Safetensors(
      tensors: ["w": Tensor(shape: [2, 2], [1, 2, 3, 4])], metadata: ["k": "v"]
    ).bytes()
    var generator = CounterGenerator(seed: seed)
    for _ in 0..<50 {
      var damaged = whole
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<damaged.count, using: &generator)
        damaged[place] = UInt8.random(in: 0...255, using: &generator)
      }
      damaged.removeLast(Int.random(in: 0...damaged.count / 2, using: &generator))
      if let read = try? Safetensors(parsing: damaged) {
        #expect(read.bytes().count <= damaged.count + 64)
      }
    }
  }
}

/// Bytes that are no safetensors file, and what is said about them.
struct Broken: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let bytes: [UInt8]
  let message: String

  init(_ name: String, _ bytes: [UInt8], _ message: String) {
    (testDescription, self.bytes, self.message) = (name, bytes, message)
  }
}

private func bytes(header: String, data: [UInt8] = []) -> [UInt8] {
  let text = Array(header.utf8)
  return (0..<8).map { UInt8(truncatingIfNeeded: text.count >> ($0 * 8)) } + text + data
}

private func one(_ fields: String, data: Int = 4) -> [UInt8] {
  bytes(header: "{\"w\":{\(fields)}}", data: [UInt8](repeating: 0, count: data))
}

private let broken = [
  Broken("empty", [], "not a whole safetensors file: 0 bytes; expected 8 or more"),
  Broken(
    "text", Array("X:1\nT:A tune\nK:D\n".utf8),
    "not a safetensors file: the header claims 2324203015322548824 bytes; "
      + "expected at most 100000000"),
  Broken(
    "header beyond the end", [100, 0, 0, 0, 0, 0, 0, 0, 0x7b],
    "not a whole safetensors file: 9 bytes; expected 108 or more"),
  Broken(
    "header length of 2⁶⁴ - 1", [UInt8](repeating: 255, count: 8),
    "not a safetensors file: the header claims 18446744073709551615 bytes; "
      + "expected at most 100000000"),
  Broken(
    "not JSON", bytes(header: "hello"),
    "not a safetensors file: at byte 0 of the header: expected '{'"),
  Broken(
    "cut JSON", bytes(header: "{\"w\":{\"dtype\":\"F3"),
    "not a safetensors file: at byte 17 of the header: a string without end"),
  Broken(
    "deep nesting", bytes(header: String(repeating: "{\"a\":", count: 10000)),
    "not a safetensors file: at byte 10 of the header: unexpected key 'a' of tensor 'a'"),
  Broken(
    "name twice",
    bytes(
      header: "{\"w\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},"
        + "\"w\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}"),
    "not a safetensors file: at byte 57 of the header: 'w' comes twice"),
  Broken(
    "negative size", one("\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]"),
    "not a safetensors file: at byte 29 of the header: expected a number"),
  Broken(
    "number beyond 64 bits",
    one("\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,4]"),
    "not a safetensors file: at byte 47 of the header: a number is too large"),
  Broken(
    "shape whose product overflows",
    one("\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,4]"),
    "tensor 'w' has 4 bytes; its shape needs 9223372036854775807"),
  Broken(
    "falling offsets", one("\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]"),
    "not a safetensors file: at byte 53 of the header: tensor 'w' needs dtype, shape and two "
      + "rising data_offsets"),
  Broken(
    "data cut off", one("\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]"),
    "not a whole safetensors file: 66 bytes; expected 70 or more"),
  Broken(
    "size unlike the shape", one("\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]"),
    "tensor 'w' has 4 bytes; its shape needs 8"),
  Broken(
    "bytes of no tensor", one("\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]", data: 9),
    "5 bytes after the last tensor; expected none"),
  Broken(
    "a gap", one("\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]", data: 8),
    "tensor 'w' begins at byte 4; expected 0"),
  Broken(
    "overlapping tensors",
    bytes(
      header: "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
        + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
      data: [UInt8](repeating: 0, count: 8)),
    "tensor 'b' begins at byte 4; expected 8"),
  Broken(
    "half precision", one("\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]"),
    "tensor 'w' holds F16; expected F32, I64 or U8"),
]
