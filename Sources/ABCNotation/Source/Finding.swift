import MusicModel

/// A diagnostic whose place is still a byte offset.
struct Finding {
  var severity: Diagnostic.Severity
  var code: Code
  var message: String
  var offset: Int

  /// What to write instead, where it is not the same for all findings of the kind.
  var fix: String?

  /// The finding as it stands, where its place is in another file.
  var elsewhere: Diagnostic?

  /// The kinds of findings; the raw values are part of the interface.
  enum Code: String {
    case badChord = "bad-chord"
    case badDirective = "bad-directive"
    case badEnding = "bad-ending"
    case badField = "bad-field"
    case badGrace = "bad-grace"
    case badInclude = "bad-include"
    case badKey = "bad-key"
    case badLength = "bad-length"
    case badMacro = "bad-macro"
    case badMeter = "bad-meter"
    case badParts = "bad-parts"
    case badReferenceNumber = "bad-reference-number"
    case badTempo = "bad-tempo"
    case badTuplet = "bad-tuplet"
    case badUnitLength = "bad-unit-length"
    case badUserSymbol = "bad-user-symbol"
    case brokenRhythmWithoutNotes = "broken-rhythm-without-notes"
    case continuationWithoutField = "continuation-without-field"
    case duplicateReferenceNumber = "duplicate-reference-number"
    case emptyLineInTune = "empty-line-in-tune"
    case excessLyrics = "excess-lyrics"
    case fieldInWrongPlace = "field-in-wrong-place"
    case htmlDebris = "html-debris"
    case incompleteTuplet = "incomplete-tuplet"
    case missingEmptyLine = "missing-empty-line"
    case missingKey = "missing-key"
    case missingReferenceNumber = "missing-reference-number"
    case noMusic = "no-music"
    case noTune = "no-tune"
    case notUTF8 = "not-utf-8"
    case nulByte = "nul-byte"
    case overfullMeasure = "overfull-measure"
    case repeatedField = "repeated-field"
    case reservedCharacter = "reserved-character"
    case shortMeasure = "short-measure"
    case strayFields = "stray-fields"
    case strayTie = "stray-tie"
    case textInHeader = "text-in-header"
    case tooManyFindings = "too-many-findings"
    case tuneTooLong = "tune-too-long"
    case unbalancedRepeat = "unbalanced-repeat"
    case unbalancedSlur = "unbalanced-slur"
    case unclosedText = "unclosed-text"
    case unendedTie = "unended-tie"
    case unexpectedCharacter = "unexpected-character"
    case unknownDecoration = "unknown-decoration"
    case unknownField = "unknown-field"
    case unknownMode = "unknown-mode"
    case unknownPart = "unknown-part"
    case unknownSymbol = "unknown-symbol"
    case unknownVoice = "unknown-voice"
    case unlistedVoice = "unlisted-voice"
    case unprintableTime = "unprintable-time"
  }
}

extension Finding.Code {
  /// What to write instead, where that is the same for all findings of a kind.
  var fix: String? {
    switch self {
    case .badChord: "end the chord with ']'"
    case .badGrace: "end the grace notes with '}'"
    case .continuationWithoutField: "start the line with N:"
    case .emptyLineInTune: "delete the empty line"
    case .htmlDebris: "delete the line"
    case .missingEmptyLine: "put an empty line before X:"
    case .missingKey: "put a line K:C before the music"
    case .missingReferenceNumber: "start the tune with a line X:1"
    case .notUTF8: "save the file as UTF-8, or name its encoding: I:abc-charset iso-8859-1"
    case .nulByte: "delete the byte"
    case .strayTie, .unendedTie: "delete the '-', or use a slur: (CD)"
    case .textInHeader, .unknownField: "start the line with N: for a note, or % for a comment"
    case .unclosedText: "end the text with '\"'"
    default: nil
    }
  }
}

/// The findings of one tune, bounded in number.
struct Findings {
  /// How many findings one tune may have before the rest is only counted.
  static let limit = 200

  private(set) var list: [Finding] = []
  private(set) var uncounted = 0
  /// Whether nothing is taken up, because it is reported elsewhere.
  var isMuted = false

  mutating func add(
    _ severity: Diagnostic.Severity, _ code: Finding.Code, _ message: @autoclosure () -> String,
    at offset: Int, fix: String? = nil
  ) {
    if isMuted { return }
    guard list.count < Self.limit else {
      uncounted += 1
      return
    }
    list.append(
      Finding(severity: severity, code: code, message: message(), offset: offset, fix: fix))
  }

  /// Adds what was found in a file that is included at an offset.
  mutating func add(_ diagnostic: Diagnostic, at offset: Int) {
    guard list.count < Self.limit else {
      uncounted += 1
      return
    }
    list.append(
      Finding(
        severity: diagnostic.severity, code: .badInclude, message: "", offset: offset,
        elsewhere: diagnostic))
  }

  mutating func warn(
    _ code: Finding.Code, _ message: @autoclosure () -> String, at offset: Int,
    fix: String? = nil
  ) {
    add(.warning, code, message(), at: offset, fix: fix)
  }

  /// The findings with their places, in the order of the text.
  ///
  /// - Parameter line: The index of a line at or before the first of them.
  func diagnostics(in text: SourceText, fromLine line: Int) -> [Diagnostic] {
    guard !list.isEmpty else { return [] }
    var locator = SourceLocator(text, fromLine: line)
    // Stable order: findings at one place stay as they were made.
    let sorted = list.enumerated().sorted {
      ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset)
    }
    var result = sorted.map { _, finding in
      finding.elsewhere
        ?? Diagnostic(
          finding.severity, finding.code.rawValue, finding.message,
          at: locator.location(of: finding.offset), excerpt: locator.excerpt(at: finding.offset),
          fix: finding.fix ?? finding.code.fix)
    }
    if uncounted > 0, let last = result.last {
      result.append(
        Diagnostic(
          .warning, Finding.Code.tooManyFindings.rawValue,
          "\(uncounted) more findings in this tune; only the first \(Self.limit) are listed",
          at: last.location))
    }
    return result
  }
}
