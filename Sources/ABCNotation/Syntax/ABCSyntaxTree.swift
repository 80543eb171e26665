/// A text of ABC as it is written: sections of lines of tokens, every byte in one of them.
///
/// The tokens, one after the other, cover the text without gaps, whatever it holds: what has no
/// meaning is a token of the kind ``Token/Kind/unknown``. Macros are not replaced and nothing is
/// repaired; ``ABCReader`` says what is wrong.
public struct ABCSyntaxTree: Sendable {
  /// The header of the file, a tune, or what stands between tunes.
  public struct Section: Sendable {
    public enum Kind: Sendable {
      case fileHeader, tune, betweenTunes
    }

    public var kind: Kind
    public var lines: [Line]
  }

  /// A line with its end.
  public struct Line: Sendable {
    public enum Kind: Sendable {
      /// Nothing but blanks.
      case empty

      /// A field, by its letter: `K:D`; the lines of `+:` have a plus sign.
      case field(UInt8)
      case comment
      case directive

      /// A line of notes.
      case music

      /// Free text, text blocks and HTML.
      case text
    }

    public var kind: Kind
    public var tokens: [Token]
  }

  /// A symbol with its place.
  public struct Token: Sendable {
    public var kind: Kind

    /// Byte offsets into ``ABCSyntaxTree/bytes``.
    public var range: Range<Int>
  }

  /// The text that the tree was made from.
  public let bytes: [UInt8]

  public internal(set) var sections: [Section]
}

extension ABCSyntaxTree {
  /// All tokens in the order of the text.
  public var tokens: [Token] { sections.flatMap { $0.lines.flatMap(\.tokens) } }

  /// The bytes of a token.
  public func bytes(of token: Token) -> ArraySlice<UInt8> { bytes[token.range] }
}

extension ABCSyntaxTree.Token {
  /// What a token is.
  public enum Kind: String, Sendable {
    /// A note with accidental, octave marks and length: `^c'3/2`.
    case note

    /// `z2`, `x`, `Z4`, `X`.
    case rest

    /// `y`
    case spacer

    /// `[` of a chord, and `]` with the length after it.
    case chordStart, chordEnd

    /// `{` or `{/`, and `}`.
    case graceStart, graceEnd

    /// `(` and `)`.
    case slurStart, slurEnd

    /// `-` or `.-`.
    case tie

    /// `(3`, `(3:2:4`.
    case tuplet

    /// `>`, `<<`.
    case brokenRhythm

    /// A bar line of any shape, repeats included.
    case barLine

    /// The numbers of an ending, with a bracket before them.
    case ending

    /// A chord symbol or an annotation, quotes included.
    case quotedText

    /// `!trill!`, `+trill+`.
    case decoration

    /// A letter or sign that stands for a decoration: `~`, `T`.
    case shorthand

    /// `[K:D]`
    case inlineField

    /// `&`, `(&`, `&)`.
    case overlay

    /// Blanks, backquotes, line-break signs, `\` at a line's end.
    case blank

    /// `%` and what follows it on its line, `%%` and its directive.
    case comment, directive

    /// The letter of a field with its colon, and its text.
    case fieldName, fieldText

    /// Free text, text blocks and HTML.
    case text

    /// The line's end: LF, CR LF or CR.
    case lineEnd

    /// The bytes at a file's start that name its encoding.
    case byteOrderMark

    /// A character that the standard keeps for later use: `#`, `*`, `;`, `?`, `@`.
    case reserved

    /// What has no meaning where it stands.
    case unknown
  }
}
