/// The header of a safetensors file: which tensors there are, and where.
struct SafetensorsHeader {
  /// The longest header that the format allows, in bytes.
  static let longest = 100_000_000

  /// One tensor; places count from the end of the header.
  struct Entry: Equatable {
    let name, type: String
    let shape: [Int]
    let begin, end: Int
  }

  /// Tensors in the header's order.
  private(set) var entries: [Entry] = []
  private(set) var metadata: [String: String] = [:]

  /// First byte of the numbers.
  let dataStart: Int

  init(parsing bytes: [UInt8]) throws(SafetensorsError) {
    guard bytes.count >= 8 else { throw .truncated(expected: 8, found: bytes.count) }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= Self.longest else { throw .headerTooLong(length) }
    dataStart = 8 + Int(length)
    guard bytes.count >= dataStart else {
      throw .truncated(expected: dataStart, found: bytes.count)
    }
    var scanner = HeaderScanner(bytes[8..<dataStart])
    var names: Set<String> = []
    try scanner.object { scanner, name throws(SafetensorsError) in
      guard names.insert(name).inserted else { throw scanner.malformed("'\(name)' comes twice") }
      if name == "__metadata__" {
        try scanner.object { scanner, key throws(SafetensorsError) in
          metadata[key] = try scanner.string()
        }
      } else {
        entries.append(try scanner.entry(name))
      }
    }
    try scanner.finish()
  }

  /// Checks that the tensors fill the numbers without overlap, gap or rest.
  func checkRegions(dataCount: Int) throws(SafetensorsError) {
    var next = 0
    for entry in entries.sorted(by: { ($0.begin, $0.end) < ($1.begin, $1.end) }) {
      guard entry.begin == next else {
        throw .misplaced(tensor: entry.name, expected: next, found: entry.begin)
      }
      guard entry.end <= dataCount else {
        throw .truncated(expected: dataStart + entry.end, found: dataStart + dataCount)
      }
      next = entry.end
    }
    guard next == dataCount else { throw .trailingBytes(dataCount - next) }
  }
}

extension SafetensorsHeader.Entry {
  /// Takes the tensor out of its bytes.
  func tensor(_ bytes: ArraySlice<UInt8>) throws(SafetensorsError) -> Tensor {
    let size = try elementSize()
    var expected = size
    for dimension in shape {
      let (product, overflow) = expected.multipliedReportingOverflow(by: dimension)
      expected = overflow ? .max : product
    }
    guard expected == bytes.count else {
      throw .sizeMismatch(tensor: name, expected: expected, found: bytes.count)
    }
    switch type {
    case "F32": return Tensor(shape: shape, elements: .float32(bytes.littleEndian()))
    case "I64": return Tensor(shape: shape, elements: .int64(bytes.littleEndian()))
    default: return Tensor(shape: shape, elements: .uint8(Array(bytes)))
    }
  }

  private func elementSize() throws(SafetensorsError) -> Int {
    switch type {
    case "F32": 4
    case "I64": 8
    case "U8": 1
    default: throw .unsupportedType(type, tensor: name)
    }
  }
}

extension ArraySlice<UInt8> {
  /// Reads numbers; every machine that Swift runs on here is little-endian.
  fileprivate func littleEndian<Number: BitwiseCopyable & ExpressibleByIntegerLiteral>()
    -> [Number]
  {
    let size = MemoryLayout<Number>.size
    return unsafe [Number](unsafeUninitializedCapacity: count / size) { target, initialized in
      unsafe withUnsafeBytes { source in
        unsafe UnsafeMutableRawBufferPointer(target).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: source[..<(count / size * size)]))
      }
      initialized = count / size
    }
  }
}
