/// A row-major array of numbers with its shape.
public struct Tensor: Hashable, Sendable {
  /// The numbers, by type.
  public enum Elements: Hashable, Sendable {
    case float32([Float])
    case int64([Int64])
    case uint8([UInt8])
  }

  /// Sizes of the dimensions, outermost first; empty for a single number.
  public let shape: [Int]

  /// The numbers in row-major order.
  public let elements: Elements

  /// Creates a tensor of `float32`.
  ///
  /// - Precondition: `values.count` is the product of `shape`.
  public init(shape: [Int], _ values: [Float]) {
    self.init(shape: shape, elements: .float32(values))
  }

  /// Creates a tensor of any element type.
  ///
  /// - Precondition: The number of elements is the product of `shape`.
  public init(shape: [Int], elements: Elements) {
    precondition(shape.reduce(1, *) == elements.count, "\(shape) with \(elements.count) elements")
    self.shape = shape
    self.elements = elements
  }
}

extension Tensor {
  /// The numbers of a `float32` tensor, `nil` for other element types.
  public var floats: [Float]? {
    if case .float32(let values) = elements { values } else { nil }
  }

  /// The numbers of an `int64` tensor, `nil` for other element types.
  public var integers: [Int64]? {
    if case .int64(let values) = elements { values } else { nil }
  }

  /// The numbers of a `uint8` tensor, `nil` for other element types.
  public var bytes: [UInt8]? {
    if case .uint8(let values) = elements { values } else { nil }
  }
}

extension Tensor: CustomStringConvertible {
  /// Element type and shape, `F32 (137, 512)`.
  public var description: String {
    "\(elements.typeName) (\(shape.map(String.init).joined(separator: ", ")))"
  }
}

extension Tensor.Elements {
  /// How many numbers there are.
  public var count: Int {
    switch self {
    case .float32(let values): values.count
    case .int64(let values): values.count
    case .uint8(let values): values.count
    }
  }

  /// The type's name in a safetensors header.
  var typeName: String {
    switch self {
    case .float32: "F32"
    case .int64: "I64"
    case .uint8: "U8"
    }
  }
}
