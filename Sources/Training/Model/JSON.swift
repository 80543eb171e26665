import Foundation

/// Values as JSON texts, the keys sorted, so that equal values give equal bytes.
enum JSON {
  /// The text of a value.
  ///
  /// - Precondition: The value holds no number that JSON lacks, such as infinity.
  static func text(of value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self)
    } catch {
      preconditionFailure("not JSON: \(error)")
    }
  }

  /// The value of a text, or `nil` where the text is not JSON of that type.
  static func value<Value: Decodable>(_ type: Value.Type, from text: String) -> Value? {
    try? JSONDecoder().decode(type, from: Data(text.utf8))
  }
}
