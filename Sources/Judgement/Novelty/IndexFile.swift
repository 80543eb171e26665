import Foundation
import SafeFiles

/// The content of an index file in the making.
///
/// The file is the magic `liltidx1`, the length of the header in eight bytes, the header as JSON, and
/// the parts that it names, at multiples of eight bytes; all numbers little-endian.
struct IndexFile {
  static let magic = Array("liltidx1".utf8)

  /// Bytes before the parts; the header is padded with spaces.
  static let headRoom = 1024

  var header: NoveltyIndex.Header
  private var body: [UInt8] = []

  init(_ header: NoveltyIndex.Header) {
    self.header = header
  }

  /// Adds numbers and returns where they will stand.
  mutating func append<Element: FixedWidthInteger>(
    _ elements: [Element]
  ) -> NoveltyIndex.Header.Part {
    while !body.count.isMultiple(of: 8) { body.append(0) }
    let part = NoveltyIndex.Header.Part(offset: Self.headRoom + body.count, count: elements.count)
    elements.map(\.littleEndian).withUnsafeBytes { body += $0 }
    return part
  }

  var bytes: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    guard let json = try? encoder.encode(header), json.count <= Self.headRoom - 16 else {
      preconditionFailure("a header that does not fit")
    }
    let length = withUnsafeBytes(of: UInt64(json.count).littleEndian) { Array($0) }
    let head = Self.magic + length + json
    return head + [UInt8](repeating: 32, count: Self.headRoom - head.count) + body
  }
}
