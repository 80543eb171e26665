/// The escapes of texts: TeX-like accents, entities, code points (ABC 2.1, section 8.2).
enum TextEscapes {
  /// Replaces `\'e`, `&eacute;` and `\u00e9` by what they stand for; what is unknown is kept.
  static func resolved(in text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      let rest = scalars[index...]
      if let found = escape(rest) ?? entity(rest) {
        result.append(contentsOf: found.text.unicodeScalars)
        index += found.length
      } else {
        result.append(scalars[index])
        index += 1
      }
    }
    return String(result)
  }

  /// Returns a text in which every `\`, `%` and `&` stands for itself.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\", "%": result += "\\" + String(character)
      case "&": result += "\\&"
      case "\n", "\r", "\r\n": result += " "
      default: result.append(character)
      }
    }
    return result
  }

  /// Returns a text that can stand between double quotes.
  static func quoted(_ text: String) -> String {
    escaped(text).split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "&quot;")
  }

  private typealias Found = (text: String, length: Int)

  private static func escape(_ text: ArraySlice<Unicode.Scalar>) -> Found? {
    guard text.first == "\\", text.count > 1 else { return nil }
    let sign = text[text.startIndex + 1]
    if sign == "\\" || sign == "%" || sign == "&" { return (String(sign), 2) }
    if sign == "u" || sign == "U", let found = codePoint(text, digits: sign == "u" ? 4 : 8) {
      return found
    }
    guard text.count > 2 else { return nil }
    let letter = text[text.startIndex + 2]
    if let whole = ligatures[String(sign) + String(letter)] { return (whole, 3) }
    guard let mark = accents[sign], letter.properties.isAlphabetic else { return nil }
    return (composed(letter, mark), 3)
  }

  private static func codePoint(_ text: ArraySlice<Unicode.Scalar>, digits: Int) -> Found? {
    let hex = text.dropFirst(2).prefix(digits)
    guard hex.count == digits, hex.allSatisfy({ $0.properties.isASCIIHexDigit }),
      let value = UInt32(String(String.UnicodeScalarView(hex)), radix: 16),
      let scalar = Unicode.Scalar(value), value >= 0x20
    else { return nil }
    return (String(scalar), digits + 2)
  }

  private static func entity(_ text: ArraySlice<Unicode.Scalar>) -> Found? {
    guard text.first == "&" else { return nil }
    let name = text.dropFirst().prefix(10).prefix { $0 != ";" }
    guard !name.isEmpty, name.endIndex < text.endIndex, text[name.endIndex] == ";" else {
      return nil
    }
    let length = name.count + 2
    let word = String(String.UnicodeScalarView(name))
    if let plain = entities[word] { return (plain, length) }
    if name.first == "#" {
      let digits = word.dropFirst()
      let isHex = digits.first == "x" || digits.first == "X"
      guard let value = UInt32(isHex ? digits.dropFirst() : digits, radix: isHex ? 16 : 10),
        let scalar = Unicode.Scalar(value), value >= 0x20
      else { return nil }
      return (String(scalar), length)
    }
    guard let letter = name.first, let mark = entityAccents[String(word.dropFirst())] else {
      return nil
    }
    return (composed(letter, mark), length)
  }

  /// A letter with an accent as one character where there is one.
  private static func composed(_ letter: Unicode.Scalar, _ mark: Unicode.Scalar) -> String {
    let pair = String(letter) + String(mark)
    for value in UInt32(0xC0)...0x17F {
      // Canonically equivalent strings compare equal.
      if let scalar = Unicode.Scalar(value), String(scalar) == pair { return String(scalar) }
    }
    return pair
  }

  private static let accents: [Unicode.Scalar: Unicode.Scalar] = [
    "`": "\u{300}", "'": "\u{301}", "^": "\u{302}", "~": "\u{303}", "\"": "\u{308}",
    "c": "\u{327}", "v": "\u{30C}", "u": "\u{306}", "H": "\u{30B}", "=": "\u{304}",
    ".": "\u{307}", ";": "\u{328}", "/": "\u{338}",
  ]

  private static let ligatures = [
    "AA": "Å", "aa": "å", "AE": "Æ", "ae": "æ", "OE": "Œ", "oe": "œ", "ss": "ß", "DH": "Ð",
    "dh": "ð", "TH": "Þ", "th": "þ", "/O": "Ø", "/o": "ø", "oA": "Å", "oa": "å",
  ]

  private static let entityAccents: [String: Unicode.Scalar] = [
    "grave": "\u{300}", "acute": "\u{301}", "circ": "\u{302}", "tilde": "\u{303}",
    "uml": "\u{308}", "cedil": "\u{327}", "caron": "\u{30C}", "breve": "\u{306}",
  ]

  private static let entities = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "copy": "©", "nbsp": "\u{A0}",
    "aring": "å", "Aring": "Å", "aelig": "æ", "AElig": "Æ", "oelig": "œ", "OElig": "Œ",
    "szlig": "ß", "oslash": "ø", "Oslash": "Ø", "eth": "ð", "ETH": "Ð", "thorn": "þ",
    "THORN": "Þ", "flat": "♭", "sharp": "♯", "natural": "♮",
  ]
}
