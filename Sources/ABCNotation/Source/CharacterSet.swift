import Glibc

/// The encodings that `I:abc-charset` names (ABC 2.1, section 8.2).
enum CharacterSet {
  /// The name after `abc-charset` in an instruction, or `nil` where it is another instruction, or
  /// names UTF-8 or a part of it.
  static func named(by instruction: ArraySlice<UInt8>) -> String? {
    guard instruction.drop(while: \.isBlank).starts(with: "abc-charset") else { return nil }
    let words = instruction.words
    guard words.count > 1, words[0].matches("abc-charset") else { return nil }
    let name = words[1]
    if name.matches("utf-8") || name.matches("utf8") || name.matches("us-ascii") { return nil }
    return TextDecoder.verbatim(name)
  }

  /// Returns text of a named encoding as UTF-8, or `nil` where the name or a byte is unknown.
  static func utf8(from bytes: ArraySlice<UInt8>, encoding: String) -> [UInt8]? {
    // Only names of one-byte encodings: others could hide the bytes that ABC gives a meaning.
    let name = encoding.lowercased()
    guard
      ["iso-8859-", "iso8859-", "latin", "windows-125", "cp125", "koi8-"].contains(where: {
        name.hasPrefix($0)
      })
    else { return nil }
    let handle = iconv_open("UTF-8", name)
    guard let handle, Int(bitPattern: handle) != -1 else { return nil }
    defer { iconv_close(handle) }
    var input = bytes.map { CChar(bitPattern: $0) }
    // No character of these encodings takes more than three bytes in UTF-8.
    var output = [CChar](repeating: 0, count: 3 * bytes.count)
    var (inputLeft, outputLeft) = (input.count, output.count)
    let isDone = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var (source, target) = (input.baseAddress, output.baseAddress)
        return iconv(handle, &source, &inputLeft, &target, &outputLeft) != Int.max && inputLeft == 0
      }
    }
    guard isDone else { return nil }
    return output.dropLast(outputLeft).map { UInt8(bitPattern: $0) }
  }
}
