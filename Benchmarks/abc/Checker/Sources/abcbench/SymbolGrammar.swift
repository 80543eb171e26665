import ABCNotation

/// The symbols of ABC 2.1, section 4, as patterns of their own: what they accept is written without
/// a look at the reader.
enum SymbolGrammar {
  static func accepts(_ token: ChangedLines.Token) -> Bool {
    let text = token.text
    switch token.kind {
    case .note: return text.wholeMatch(of: /(\^\^?|__?|=)?[A-Ga-g][,']*[0-9]*\/*[0-9]*/) != nil
    case .rest: return text.wholeMatch(of: /[zx][0-9]*\/*[0-9]*|[ZX][0-9]*/) != nil
    case .spacer: return text.wholeMatch(of: /y[0-9]*\/*[0-9]*/) != nil
    case .chordStart: return text == "[" || text == "+"
    case .chordEnd: return text.wholeMatch(of: /[\]+][0-9]*\/*[0-9]*/) != nil
    case .graceStart: return text == "{" || text == "{/"
    case .graceEnd: return text == "}"
    case .slurStart: return text.wholeMatch(of: /\.?\(/) != nil
    case .slurEnd: return text == ")"
    case .tie: return text.wholeMatch(of: /\.?-/) != nil
    case .tuplet: return text.wholeMatch(of: /\([2-9](:[2-9]?(:[1-9]?)?)?/) != nil
    case .brokenRhythm: return text.wholeMatch(of: /<{1,3}|>{1,3}/) != nil
    case .barLine: return text.wholeMatch(of: /\.\||:*[|\[\]]+:*|::/) != nil
    case .ending: return text.wholeMatch(of: /\[?[1-9][0-9]?([,\-][1-9][0-9]?)*/) != nil
    case .quotedText: return text.wholeMatch(of: /"[^"]*"/) != nil
    case .decoration: return text.wholeMatch(of: /![^!\s]+!|\+[^+\s]+\+/) != nil
    case .shorthand: return text.wholeMatch(of: /[.~H-Wh-w]/) != nil
    case .inlineField:
      guard text.utf8.count > 3, let letter = text.utf8.dropFirst().first else { return false }
      return FieldGrammar.accepts(String(text.dropFirst(3).dropLast()), in: letter)
    case .overlay: return text == "&"
    case .blank: return text.wholeMatch(of: /[ \t`$]*|!|\\\s*(%.*)?/) != nil
    default: return false
    }
  }

  /// Whether chords and grace notes are closed where they were opened.
  static func isBalanced(_ tokens: [ChangedLines.Token]) -> Bool {
    var open: ABCSyntaxTree.Token.Kind?
    for token in tokens {
      switch token.kind {
      case .chordStart, .graceStart:
        if open != nil { return false }
        open = token.kind
      case .chordEnd where open != .chordStart, .graceEnd where open != .graceStart: return false
      case .chordEnd, .graceEnd: open = nil
      default: break
      }
    }
    return open == nil
  }
}

/// The values of the fields of ABC 2.1, section 3, as patterns of their own.
enum FieldGrammar {
  static func accepts(_ text: String, in letter: UInt8) -> Bool {
    let value = text.trimmingPrefix(while: { $0 == " " || $0 == "\t" })
    switch Character(Unicode.Scalar(letter)) {
    case "K": return value.wholeMatch(of: key) != nil
    case "L": return value.wholeMatch(of: /1(\/(1|2|4|8|16|32|64|128|256|512))?\s*/) != nil
    case "M": return value.wholeMatch(of: meter) != nil
    case "Q": return value.wholeMatch(of: tempo) != nil
    case "P": return value.wholeMatch(of: /[A-Za-z0-9.()\s]*/) != nil
    case "V": return value.wholeMatch(of: voice) != nil
    case "X": return value.wholeMatch(of: /[0-9]+\s*/) != nil
    case "U": return value.wholeMatch(of: /[h-wH-W~]\s*=\s*("[^"]*"|[!+][^!+]+[!+]|\S+)\s*/) != nil
    case "m": return value.wholeMatch(of: /[^=]+=.*/) != nil
    default: return true
    }
  }

  nonisolated(unsafe) private static let key =
    /(none|HP|([A-G][#b]?\s*(maj|min|m|ion|aeo|dor|phr|lyd|mix|loc|exp)?[a-z]*))?(\s+\S+)*\s*/
    .ignoresCase()
  nonisolated(unsafe) private static let voice =
    /\S+(\s+([a-z]+=("[^"]*"|\S+)|[a-z]+[0-9]?([+\-]8)?))*\s*/
  nonisolated(unsafe) private static let meter =
    /(C\|?|none|\(?[0-9]+(\+[0-9]+)*\)?\/(1|2|4|8|16|32|64))?\s*/
  nonisolated(unsafe) private static let tempo =
    /("[^"]*")?\s*(([0-9]+\/[0-9]+\s*)+=\s*[0-9]+(\.[0-9]+)?|C?[0-9]*\s*=?\s*[0-9]+)?\s*("[^"]*")?\s*/
}
