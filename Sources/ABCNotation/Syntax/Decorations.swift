/// The names that decorations have in ABC.
enum Decorations {
  /// What the letters and signs stand for until `U:` says otherwise (ABC 2.1, section 4.14; `J`
  /// and `R` from common programs).
  static func defaultName(of letter: UInt8) -> String? {
    switch letter {
    case .dot: "staccato"
    case .tilde: "roll"
    case UInt8(ascii: "H"): "fermata"
    case UInt8(ascii: "J"): "slide"
    case UInt8(ascii: "L"): "accent"
    case UInt8(ascii: "M"): "lowermordent"
    case UInt8(ascii: "O"): "coda"
    case UInt8(ascii: "P"): "uppermordent"
    case UInt8(ascii: "R"): "roll"
    case UInt8(ascii: "S"): "segno"
    case UInt8(ascii: "T"): "trill"
    case UInt8(ascii: "u"): "upbow"
    case UInt8(ascii: "v"): "downbow"
    default: nil
    }
  }

  /// The sign that writes a decoration shortest, if it has one of its own.
  static func shorthand(for name: String) -> String? { shorthands[name] }

  private static let shorthands = [
    "staccato": ".", "roll": "~", "fermata": "H", "accent": "L", "lowermordent": "M",
    "coda": "O", "uppermordent": "P", "segno": "S", "trill": "T", "upbow": "u", "downbow": "v",
  ]

  /// Whether the standard lists a name.
  static func isKnown(_ name: ArraySlice<UInt8>) -> Bool {
    known.contains(String(decoding: name, as: UTF8.self))
  }

  /// The names of ABC 2.1, section 4.14, with those of common programs.
  private static let known: Set<String> = [
    "trill", "trill(", "trill)", "lowermordent", "uppermordent", "mordent", "pralltriller",
    "roll", "turn", "turnx", "invertedturn", "invertedturnx", "arpeggio", ">", "accent",
    "emphasis", "fermata", "invertedfermata", "tenuto", "0", "1", "2", "3", "4", "5", "+",
    "plus", "snap", "slide", "wedge", "upbow", "downbow", "open", "thumb", "breath", "pppp",
    "ppp", "pp", "p", "mp", "mf", "f", "ff", "fff", "ffff", "sfz", "crescendo(", "<(",
    "crescendo)", "<)", "diminuendo(", ">(", "diminuendo)", ">)", "segno", "coda", "D.S.",
    "D.C.", "dacoda", "dacapo", "fine", "shortphrase", "mediumphrase", "longphrase", "staccato",
    "editorial", "courtesy", "D.C.alcoda", "D.C.alfine", "D.S.alcoda", "D.S.alfine", "marcato",
    "^", "~(", "~)", "beamon", "beambr1", "beambr2", "/", "//", "///", "head", "stemless",
    "rbstop", "repeatbar", "repeatbar2", "8va(", "8va)", "8vb(", "8vb)", "15ma(", "15ma)",
    "xstem", "style=normal", "style=rhythm", "style=harmonic", "style=x", "nil", "none", "cresc",
    "dim", "decresc", "fp", "sf", "ped", "ped-up", "gmark", "tremolo", "trem1", "trem2", "trem3",
    "trem4", "dot", "fermata2", "sfp", "rfz", "sffz", "stopped", "plusx", "ghost", "umarcato",
  ]
}
