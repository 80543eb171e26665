import MusicModel

/// One symbol of a line of music, with its place in the text.
///
/// The symbols of a line cover it without gaps, so that the text can be put together from them.
struct MusicSymbol {
  var kind: Kind

  /// Where it starts and ends, as offsets into the bytes that were read.
  var start: Int
  var end: Int

  enum Kind {
    case note(WrittenNote)

    /// `z`, `x`, `Z`, `X`, by letter.
    case rest(UInt8, WrittenLength)

    /// `y`
    case spacer
    case chordStart
    case chordEnd(WrittenLength)
    case graceStart(isAcciaccatura: Bool)
    case graceEnd
    case slurStart
    case slurEnd
    case tie

    /// `(p:q:r`; zero stands for a number left out.
    case tuplet(Int, Int, Int)

    /// `>` 1, `>>` 2, `<` -1.
    case brokenRhythm(Int)
    case barLine(WrittenBarLine)

    /// The numbers of an ending: `1`, `1,3`, `1-2`, without bracket.
    case ending(from: Int)

    /// A text in double quotes.
    case quoted

    /// A name between `!…!` or `+…+`.
    case decoration

    /// A letter or sign that stands for a decoration, or is redefined by `U:`.
    case shorthand(UInt8)

    /// `[K:D]`, by letter; the text starts after the colon and ends before the bracket.
    case field(UInt8)

    /// `&`, `&&`, by number.
    case overlay(Int)

    /// `(&` and `&)` around overlays of as many measures as stand before the first `&` inside.
    case overlaySpanStart, overlaySpanEnd

    /// Blanks, backquotes, line-break signs, `\` at the end, comments: no music.
    case blank

    /// A character that the standard keeps for later use (ABC 2.1, section 8.1).
    case reserved

    /// What has no meaning here.
    case unknown
  }
}

/// A length as written: `3/2`, `/`, nothing.
struct WrittenLength {
  var numerator: Int32 = 1
  var denominator: Int32 = 1

  var isPlain: Bool { numerator == 1 && denominator == 1 }
}

/// A note as written.
struct WrittenNote {
  /// The letter, C = 0 … B = 6.
  var step: Int8

  /// The octave in scientific notation, before any clef.
  var octave: Int8

  var accidental: WrittenAccidental?
  var length: WrittenLength
}

/// `^`, `_`, `=` and their kin.
struct WrittenAccidental: Equatable {
  /// What it adds to the letter, in hundredths of a semitone.
  var hundredths: Int16

  static let natural = WrittenAccidental(hundredths: 0)
}

extension WrittenAccidental {
  /// Creates the accidental that alters by whole semitones.
  init(semitones: Int) {
    self.init(hundredths: Int16(clamping: 100 * max(-300, min(300, semitones))))
  }

  init(of pitch: SpelledPitch) {
    self.init(
      hundredths: Int16(clamping: 100 * max(-300, min(300, pitch.alteration)) + pitch.cents))
  }

  /// Semitones, toward zero.
  var alteration: Int { Int(hundredths / 100) }

  /// The rest.
  var cents: Int { Int(hundredths % 100) }
}

/// A bar line as written, of any shape.
struct WrittenBarLine {
  enum Shape {
    case single, double, thinThick, thickThin, dotted, invisible

    /// A colon alone, which the standard does not know.
    case colon
  }

  var shape: Shape
  var endedRepeats: Int
  var startedRepeats: Int
}
