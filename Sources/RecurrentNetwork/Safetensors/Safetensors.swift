public import SafeFiles

/// Named tensors and text, in the safetensors format.
///
/// A file is eight bytes with the header's length, little-endian; the header, a JSON object; and the
/// numbers of all tensors without gaps. Equal content gives equal bytes.
public struct Safetensors: Hashable, Sendable {
  /// Tensors by name.
  public var tensors: [String: Tensor]

  /// Text by name.
  public var metadata: [String: String]

  /// Creates a file's content.
  public init(tensors: [String: Tensor], metadata: [String: String] = [:]) {
    self.tensors = tensors
    self.metadata = metadata
  }
}

extension Safetensors {
  /// Parses the bytes of a file; no length in them is trusted.
  ///
  /// - Throws: `SafetensorsError` with the place.
  public init(parsing bytes: [UInt8]) throws(SafetensorsError) {
    let header = try SafetensorsHeader(parsing: bytes)
    try header.checkRegions(dataCount: bytes.count - header.dataStart)
    var tensors: [String: Tensor] = [:]
    for entry in header.entries {
      let region = header.dataStart + entry.begin..<header.dataStart + entry.end
      tensors[entry.name] = try entry.tensor(bytes[region])
    }
    self.init(tensors: tensors, metadata: header.metadata)
  }

  /// Reads and parses a file.
  ///
  /// - Throws: `FileError` when it cannot be read, `SafetensorsError` when it is damaged or foreign.
  public static func read(_ path: String) throws -> Safetensors {
    try Safetensors(parsing: InputFile.read(path))
  }

  /// Writes a file at once: either the whole new content is there or the old file is untouched.
  public func write(to path: String) throws(FileError) {
    try AtomicFile.write(bytes(), to: path)
  }
}

/// What is wrong with the bytes of a safetensors file.
public enum SafetensorsError: Error, Equatable, Sendable {
  /// The file ends before the place that something in it points to.
  case truncated(expected: Int, found: Int)

  /// The header's length is beyond what the format allows.
  case headerTooLong(UInt64)

  /// The header is not the JSON that the format wants.
  case malformedHeader(String, offset: Int)

  /// A tensor's bytes do not fit its shape and type.
  case sizeMismatch(tensor: String, expected: Int, found: Int)

  /// A tensor's bytes overlap another's, or leave a gap before it.
  case misplaced(tensor: String, expected: Int, found: Int)

  /// Bytes belong to no tensor.
  case trailingBytes(Int)

  /// A tensor's element type is not one that is read here.
  case unsupportedType(String, tensor: String)
}

extension SafetensorsError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .truncated(let expected, let found):
      "not a whole safetensors file: \(found) bytes; expected \(expected) or more"
    case .headerTooLong(let length):
      "not a safetensors file: the header claims \(length) bytes; expected at most "
        + "\(SafetensorsHeader.longest)"
    case .malformedHeader(let what, let offset):
      "not a safetensors file: at byte \(offset) of the header: \(what)"
    case .sizeMismatch(let tensor, let expected, let found):
      "tensor '\(tensor)' has \(found) bytes; its shape needs \(expected)"
    case .misplaced(let tensor, let expected, let found):
      "tensor '\(tensor)' begins at byte \(found); expected \(expected)"
    case .trailingBytes(let count):
      "\(count) bytes after the last tensor; expected none"
    case .unsupportedType(let type, let tensor):
      "tensor '\(tensor)' holds \(type); expected F32, I64 or U8"
    }
  }
}
