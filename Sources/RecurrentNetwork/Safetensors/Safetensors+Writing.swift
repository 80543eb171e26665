extension Safetensors {
  /// The bytes of the file: names in order, numbers little-endian and aligned to eight bytes.
  public func bytes() -> [UInt8] {
    // Wider elements come first, so that each tensor begins at a multiple of its element's size.
    let entries = tensors.sorted {
      ($1.value.elements.size, $0.key) < ($0.value.elements.size, $1.key)
    }
    var header = Array(headerText(entries).utf8)
    header += [UInt8](repeating: 0x20, count: (8 - header.count % 8) % 8)
    let dataCount = entries.reduce(0) { $0 + $1.value.elements.byteCount }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + dataCount)
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: UInt64(header.count) >> shift))
    }
    bytes += header
    for (_, tensor) in entries { tensor.elements.append(to: &bytes) }
    return bytes
  }

  private func headerText(_ entries: [(key: String, value: Tensor)]) -> String {
    var parts: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }
        .map { "\(quoted($0.key)):\(quoted($0.value))" }
      parts.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
    }
    var begin = 0
    for (name, tensor) in entries {
      let end = begin + tensor.elements.byteCount
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      parts.append(
        "\(quoted(name)):{\"dtype\":\"\(tensor.elements.typeName)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(begin),\(end)]}")
      begin = end
    }
    return "{\(parts.joined(separator: ","))}"
  }

  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension Tensor.Elements {
  /// Bytes per element.
  fileprivate var size: Int {
    switch self {
    case .float32: 4
    case .int64: 8
    case .uint8: 1
    }
  }

  /// Bytes of all elements.
  fileprivate var byteCount: Int { count * size }

  fileprivate func append(to bytes: inout [UInt8]) {
    switch self {
    case .float32(let values): unsafe values.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    case .int64(let values): unsafe values.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    case .uint8(let values): bytes += values
    }
  }
}
