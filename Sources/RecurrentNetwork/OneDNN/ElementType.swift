import COneDNN

/// How activations and weights lie in memory while they are multiplied.
enum ElementType {
  case float32, bfloat16

  init(_ precision: Precision) {
    self = precision == .float32 ? .float32 : .bfloat16
  }

  /// Bytes per number.
  var size: Int { self == .float32 ? 4 : 2 }

  /// The engine's name.
  var engineType: dnnl_data_type_t { self == .float32 ? dnnl_f32 : dnnl_bf16 }
}

/// A number that activations are stored as.
protocol Activation: BitwiseCopyable {
  /// Rounds to the nearest number, to even in the middle.
  init(_ value: Float)

  var float: Float { get }

  /// Rounds and writes eight numbers.
  static func store(_ values: SIMD8<Float>, _ target: UnsafeMutablePointer<Self>)
}

extension Float: Activation {
  var float: Float { self }

  @inline(__always)
  static func store(_ values: SIMD8<Float>, _ target: UnsafeMutablePointer<Float>) {
    unsafe values.store(target)
  }
}

/// The upper half of a `Float`: eight bits of exponent, seven of fraction.
struct BFloat16: Activation, Hashable {
  let bits: UInt16

  @inline(__always)
  init(_ value: Float) {
    let pattern = value.bitPattern
    let rounded = pattern &+ 0x7fff &+ (pattern >> 16 & 1)
    // A quiet bit keeps a not-a-number from rounding to infinity.
    bits = UInt16(truncatingIfNeeded: value == value ? rounded >> 16 : pattern >> 16 | 0x40)
  }

  @inline(__always)
  var float: Float { Float(bitPattern: UInt32(bits) << 16) }

  @inline(__always)
  static func store(_ values: SIMD8<Float>, _ target: UnsafeMutablePointer<BFloat16>) {
    unsafe UnsafeMutableRawPointer(target).storeBytes(
      of: SIMD8<UInt16>(truncatingIfNeeded: rounded(values)), as: SIMD8<UInt16>.self)
  }

  /// Returns the ``bits`` of eight rounded numbers.
  @inline(__always)
  static func rounded(_ values: SIMD8<Float>) -> SIMD8<UInt32> {
    let pattern = unsafe unsafeBitCast(values, to: SIMD8<UInt32>.self)
    let rounded = (pattern &+ 0x7fff &+ (pattern &>> 16 & 1)) &>> 16
    return rounded.replacing(with: pattern &>> 16 | 0x40, where: values .!= values)
  }
}

extension Precision {
  /// Whether this processor multiplies numbers of this format.
  public var isSupported: Bool {
    guard self == .bfloat16 else { return true }
    let needed = dnnl_cpu_isa_avx512_core_bf16.rawValue
    return dnnl_get_effective_cpu_isa().rawValue & needed == needed
  }

  /// - Throws: `NetworkError.unsupported` where ``isSupported`` is `false`.
  func checkSupport() throws(NetworkError) {
    guard isSupported else {
      throw .unsupported("this processor cannot multiply \(rawValue); use f32")
    }
  }
}
