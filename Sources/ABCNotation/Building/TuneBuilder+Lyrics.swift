import MusicModel

extension TuneBuilder {
  /// Aligns a line of words with the notes before it (ABC 2.1, section 5.1).
  mutating func readLyrics(_ field: FieldText) {
    let (places, verse) = voice.lyrics.next()
    guard verse < Self.verseLimit else { return }
    var next = 0
    var excess = 0
    var measure = places.first?.measure ?? 0
    for step in LyricSyllables(field.text).steps {
      switch step {
      case .nextMeasure:
        if next > 0, next <= places.count { measure = max(measure, places[next - 1].measure) }
        while next < places.count, places[next].measure <= measure { next += 1 }
        measure += 1
      case .blank: next += 1
      case .syllable(let text):
        if next < places.count {
          voice.change(places[next]) { $0.setSyllable(text, verse: verse) }
        } else {
          excess += 1
        }
        next += 1
      }
    }
    if excess > 0 {
      context.findings.warn(
        .excessLyrics, "\(excess) syllables more than notes; left out", at: field.offset)
    }
  }

  /// The most verses under one line of notes.
  private static var verseLimit: Int { 64 }
}

extension MeasureItem {
  fileprivate mutating func setSyllable(_ text: String, verse: Int) {
    changeOrnaments { ornaments in
      while ornaments.syllables.count <= verse { ornaments.syllables.append(nil) }
      ornaments.syllables[verse] = text
    }
  }
}

/// The syllables of a line of words.
///
/// A syllable that goes on within its word ends in `-`; `_` holds the one before; a hyphen that is
/// meant to be sung text (`\-`) is the non-breaking hyphen U+2011, and `~` is a space.
struct LyricSyllables {
  enum Step: Equatable {
    case syllable(String)

    /// `*`: a note without a syllable.
    case blank

    /// `|`: on to the next measure.
    case nextMeasure
  }

  private(set) var steps: [Step] = []
  private var syllable: [UInt8] = []

  init(_ text: ArraySlice<UInt8>) {
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      let next = index + 1 < text.endIndex ? text[index + 1] : 0
      index += 1
      switch byte {
      case .backslash where next == .minus:
        syllable += "\u{2011}".utf8
        index += 1
      case .tilde: syllable.append(.space)
      case .minus:
        if syllable.isEmpty {
          steps.append(.syllable("-"))
        } else {
          syllable.append(.minus)
          endSyllable()
        }
      case .underscore:
        endSyllable()
        steps.append(.syllable("_"))
      case .star:
        endSyllable()
        steps.append(.blank)
      case .bar:
        endSyllable()
        steps.append(.nextMeasure)
      case _ where byte.isBlank: endSyllable()
      default: syllable.append(byte)
      }
    }
    endSyllable()
  }

  private mutating func endSyllable() {
    guard !syllable.isEmpty else { return }
    steps.append(.syllable(TextDecoder.string(from: syllable[...])))
    syllable = []
  }
}
